namespace MiniHF.Workspace.Runs;

/// <summary>Identifies a tuning run; its event stream has the same id.</summary>
public readonly record struct RunId(Guid Value)
{
    public static RunId New() => new(Guid.CreateVersion7());
}
