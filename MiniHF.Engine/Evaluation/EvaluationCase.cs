namespace MiniHF.Engine.Evaluation;

/// <summary>A text to judge: what was continued, and the continuation, which may be empty.</summary>
public sealed record EvaluationCase(string Prompt, string Response);
