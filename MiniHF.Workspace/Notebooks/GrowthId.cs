namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies one request for continuations, and the branches it fills.</summary>
public readonly record struct GrowthId(Guid Value)
{
    public static GrowthId New() => new(Guid.CreateVersion7());
}
