namespace MiniHF.Engine.Evaluation;

/// <summary>A yes/no question about a text.</summary>
/// <param name="Template">Its wording.</param>
/// <param name="Prompt">What was continued.</param>
/// <param name="Response">The continuation.</param>
public sealed record Question(EvaluationTemplate Template, string Prompt, string Response);
