using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Runs.Events;

/// <summary>Something that happened to a tuning run. What it measured step by step is not here but in the table of metrics.</summary>
public abstract record RunEvent
{
    /// <summary>Who did it; the workspace for what a worker reports.</summary>
    public required PersonId By { get; init; }
}
