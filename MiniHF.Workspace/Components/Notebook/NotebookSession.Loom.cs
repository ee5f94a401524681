using MiniHF.Engine;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Notebook;

/// <content>What a person has seen, and what only the page can do for a branch.</content>
public sealed partial class NotebookSession
{
    private readonly HashSet<BranchId> _seen = [];

    /// <summary>What the branch's tokens read as; null where the model that wrote them is not in memory.</summary>
    public Func<Branch, CancellationToken, Task<IReadOnlyList<string>?>> Spell { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<string>?>(null);

    /// <summary>Lets a model think of names.</summary>
    public Func<CellId, IReadOnlyList<BranchId>, CancellationToken, Task> NameBranches { get; init; } = (_, _, _) => throw new UserFacingException("Branches cannot be named here.");

    /// <summary>Whether a name is being thought of.</summary>
    public Func<BranchId, bool> IsNaming { get; init; } = _ => false;

    /// <summary>When this person last left the notebook: what others wrote since is new. Null where they were never here.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Changes whenever something new was seen.</summary>
    public int Seen => _seen.Count;

    /// <summary>Whether others wrote it since this person last looked.</summary>
    public bool IsNew(Branch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return Past is null && LeftAt is { } left && branch.At > left && branch.By != Me && branch is { Pruned: false, Status: not BranchStatus.Growing } && !_seen.Contains(branch.Id);
    }

    /// <summary>The person has these before their eyes.</summary>
    public void See(IEnumerable<Branch> branches)
    {
        foreach (Branch branch in branches.Where(IsNew))
        {
            _seen.Add(branch.Id);
        }
    }

    /// <summary>Lets the cell's model name branches. A reason it cannot be done is shown.</summary>
    public async Task NameBranchesAsync(CellId cell, IReadOnlyList<BranchId> branches)
    {
        try
        {
            await NameBranches(cell, branches, Closed);
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page is left.
        }
    }
}
