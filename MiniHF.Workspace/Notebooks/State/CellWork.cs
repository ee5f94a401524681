using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>What runs in a cell, or ran there last: a growth, a search, an evaluation, a training run.</summary>
/// <param name="By">Who ran it.</param>
/// <param name="Since">When it was begun or went on last; of a cell that waits its turn, since when it waits.</param>
/// <param name="Ended">When it came to a halt; null while it has not.</param>
/// <param name="Failure">Why it failed; null unless <see cref="Status"/> says so.</param>
public sealed record CellWork(CellStatus Status, PersonId By, DateTimeOffset Since, DateTimeOffset? Ended, string? Failure)
{
    /// <summary>It runs, or waits to.</summary>
    public bool IsOpen => Status is CellStatus.Queued or CellStatus.Running;

    /// <summary>How long it took; null while it is open.</summary>
    public TimeSpan? Took => Ended is { } ended ? ended - Since : null;
}
