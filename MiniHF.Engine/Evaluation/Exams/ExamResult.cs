namespace MiniHF.Engine.Evaluation;

/// <summary>An evaluator's answers to questions whose answers are known, counted.</summary>
/// <param name="Questions">Each wording with its own count, the one asked most often first.</param>
/// <param name="Unusable">Items that are no question with yes or no for an answer.</param>
public sealed record ExamResult(IReadOnlyList<KeyValuePair<string, ExamTally>> Questions, int Unusable)
{
    /// <summary>All wordings together.</summary>
    public ExamTally Total { get; } = Questions.Aggregate(default(ExamTally), (sum, question) => sum + question.Value);
}
