namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies a search for a continuation.</summary>
public readonly record struct SearchId(Guid Value)
{
    public static SearchId New() => new(Guid.CreateVersion7());
}
