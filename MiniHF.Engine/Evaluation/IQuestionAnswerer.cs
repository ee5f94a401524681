namespace MiniHF.Engine.Evaluation;

/// <summary>A model that answers yes/no questions with one look at what it would say next.</summary>
public interface IQuestionAnswerer
{
    /// <summary>One answer for each question, in their order. NaN where the model gave no numbers.</summary>
    Task<IReadOnlyList<YesNoAnswer>> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken ct);
}
