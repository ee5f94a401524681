using MiniHF.Engine;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Notebook;

/// <content>What a person has seen, and what only the page can do for a branch.</content>
public sealed partial class NotebookSession
{
    /// <summary>What the branch's tokens read as; null where the model that wrote them is not in memory.</summary>
    public Func<Branch, CancellationToken, Task<IReadOnlyList<string>?>> Spell { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<string>?>(null);

    /// <summary>Lets a model think of names.</summary>
    public Func<CellId, IReadOnlyList<BranchId>, CancellationToken, Task> NameBranches { get; init; } = (_, _, _) => throw new UserFacingException("Branches cannot be named here.");

    /// <summary>Whether a name is being thought of.</summary>
    public Func<BranchId, bool> IsNaming { get; init; } = _ => false;

    /// <summary>What this person has seen of the notebook; null where that is not known, and nothing is new to them.</summary>
    public Visit? Visit { get; set; }

    /// <summary>Keeps what they have seen, for their next visit and their other pages.</summary>
    public Func<IReadOnlyList<BranchId>, Task> Saw { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether others wrote it and this person has not seen it yet.</summary>
    public bool IsNew(Branch branch) => Past is null && Visit?.IsNew(branch, Me) == true;

    /// <summary>The person has these before their eyes.</summary>
    public void See(IEnumerable<Branch> branches)
    {
        if (Visit is { } visit && branches.Where(IsNew).Select(branch => branch.Id).ToList() is { Count: > 0 } seen)
        {
            Visit = visit with { Seen = visit.Seen.Union(seen) };
            _ = Saw(seen);
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
