namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies what one person made of the texts they were shown.</summary>
public readonly record struct JudgementId(Guid Value)
{
    public static JudgementId New() => new(Guid.CreateVersion7());
}
