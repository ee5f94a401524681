namespace MiniHF.Engine.Evaluation;

/// <summary>Something that judges texts.</summary>
public interface IEvaluator
{
    /// <summary>One evaluation for each case, in their order. A text that cannot be judged is an evaluation that says why, not an exception.</summary>
    Task<IReadOnlyList<Evaluation>> EvaluateAsync(IReadOnlyList<EvaluationCase> cases, CancellationToken ct);
}
