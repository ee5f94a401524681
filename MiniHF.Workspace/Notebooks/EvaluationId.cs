namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies an evaluation of texts.</summary>
public readonly record struct EvaluationId(Guid Value)
{
    public static EvaluationId New() => new(Guid.CreateVersion7());
}
