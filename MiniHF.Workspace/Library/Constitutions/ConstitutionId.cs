namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>Identifies a constitution, and its stream.</summary>
public readonly record struct ConstitutionId(Guid Value)
{
    public static ConstitutionId New() => new(Guid.CreateVersion7());
}
