using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>What a person can do with the branches of a write cell, however they ask for it: a key, a button, a card.</summary>
public sealed partial class WriteCellActions(NotebookSession session, CellId cell)
{
    public NotebookSession Session { get; } = session;

    public CellId Cell { get; } = cell;

    private BranchTree Tree => Session.WriteCell(Cell)?.Tree ?? BranchTree.Empty;

    /// <summary>The branch this person reads.</summary>
    public Branch? Focus => Tree.FocusOf(Session.Me);

    /// <summary>The continuations on the cards, in the order of their numbers.</summary>
    public IReadOnlyList<Branch> Continuations => [.. ChildrenOf(Focus).Where(branch => !branch.Pruned)];

    /// <summary>Branches of the focus that were put aside.</summary>
    public IReadOnlyList<Branch> PrunedContinuations => [.. ChildrenOf(Focus).Where(branch => branch is { Pruned: true, Became: null })];

    /// <summary>The focus and the branches beside it that are not pruned.</summary>
    public IReadOnlyList<Branch> Siblings =>
        Focus is { } focus ? [.. SiblingsOf(focus).Where(branch => !branch.Pruned || branch.Id == focus.Id)] : [];

    /// <summary>Which of the <see cref="Siblings"/> the focus is, from 1, and how many they are; none where nothing is read.</summary>
    public (int At, int Of) PlaceOfFocus
    {
        get
        {
            (int at, int count) = (0, 0);
            foreach (Branch sibling in Focus is { } focus ? SiblingsOf(focus) : [])
            {
                bool isFocus = sibling.Id == Focus!.Id; // there are siblings of a focus only
                count += !sibling.Pruned || isFocus ? 1 : 0;
                at = isFocus ? count : at;
            }

            return (at, count);
        }
    }

    public Task FocusAsync(BranchId? branch) =>
        branch == Focus?.Id ? Task.CompletedTask : Session.TryAsync(new FocusBranch(Cell, branch) { By = Session.Me });

    /// <summary>Reads on with the continuation of that number, from 1.</summary>
    public Task PickAsync(int number) =>
        Continuations.ElementAtOrDefault(number - 1) is { } branch ? FocusAsync(branch.Id) : Task.CompletedTask;

    /// <summary>Thumbs a branch, or takes the same thumb back.</summary>
    public Task RateAsync(BranchId branch, Thumb thumb)
    {
        Thumb now = Find(branch)?.Thumbs.GetValueOrDefault(Session.Me) ?? Thumb.None;
        return Session.TryAsync(new RateBranch(Cell, branch, now == thumb ? Thumb.None : thumb) { By = Session.Me });
    }

    public Task BookmarkAsync(BranchId branch) =>
        Session.TryAsync(new BookmarkBranch(Cell, branch, !(Find(branch)?.Bookmarked ?? false)) { By = Session.Me });

    public Task PruneAsync(BranchId branch) =>
        Session.TryWithUndoAsync(new PruneBranch(Cell, branch) { By = Session.Me }, "Pruned.");

    public Task RestoreAsync(BranchId branch) => Session.TryAsync(new RestoreBranch(Cell, branch) { By = Session.Me });

    public Task ToggleCollapsedAsync(BranchId branch) => Find(branch) is { Children.IsEmpty: false } found
        ? Session.TryAsync(new CollapseBranch(Cell, branch, !found.Collapsed) { By = Session.Me })
        : Task.CompletedTask;

    /// <summary>Asks the model for continuations of the focus.</summary>
    public async Task<bool> GrowAsync()
    {
        if (Session.WriteCell(Cell) is not { } write || Session.RefusesChanges())
        {
            return false;
        }

        if (Focus is not { } focus)
        {
            Session.Toasts.Say("Write a beginning first: a few words are enough.");
            return false;
        }

        BranchId[] branches = [.. Enumerable.Range(0, write.Settings.Count).Select(_ => BranchId.New())];
        return await Session.TryAsync(new GrowBranch(GrowthId.New(), Cell, focus.Id, branches) { By = Session.Me });
    }

    /// <summary>Opens a weave cell below this one, to search from the focus.</summary>
    public async Task WeaveAsync()
    {
        CellId weave = CellId.New();
        if (Focus is { } focus && await Session.TryAsync(new AddCell(weave, CellKind.Weave, Cell) { By = Session.Me }))
        {
            Session.Opened = weave;
            await Session.TryAsync(new ChooseSearchSource(weave, new SearchSource(Cell, focus.Id)) { By = Session.Me });
            if (Session.WriteCell(Cell)?.Settings is { } settings && settings is not { Model: "", Adapter: "" })
            {
                // The search goes on in the voice the text was written in.
                SearchSettings same = SearchSettings.Default with { Model = settings.Model, Adapter = settings.Adapter };
                await Session.TryAsync(new ChangeSearchSettings(weave, same) { By = Session.Me });
            }
        }
    }

    /// <summary>Stops everything this cell grows.</summary>
    public async Task StopAllAsync()
    {
        foreach (Growth growth in GrowthsByState.Of(Session.State).Running.Where(growth => growth.Cell == Cell))
        {
            await Session.TryAsync(new StopGrowth(growth.Id, null) { By = Session.Me });
        }
    }

    public Task StopAsync(Branch branch) => branch.Growth is { } growth
        ? Session.TryAsync(new StopGrowth(growth, branch.Id) { By = Session.Me })
        : Task.CompletedTask;

    public Task ResumeAsync(GrowthId growth) => Session.TryAsync(new ResumeGrowth(growth) { By = Session.Me });

    /// <summary>Moves along the tree: "parent", "child", "previous", "next".</summary>
    public Task MoveAsync(string direction)
    {
        if (Focus is not { } focus)
        {
            return Tree.Roots.IsEmpty ? Task.CompletedTask : FocusAsync(Shown.Roots[0]);
        }

        BranchId? target = direction switch
        {
            "parent" => focus.Id == Hoisted ? null : focus.Parent,
            "child" => ChildrenOf(focus).Where(child => !child.Pruned).Select(child => (BranchId?)child.Id).FirstOrDefault(),
            "previous" => TreeLayout.Of(Shown).Neighbour(focus.Id, -1),
            "next" => TreeLayout.Of(Shown).Neighbour(focus.Id, +1),
            _ => null,
        };
        return target is { } found ? FocusAsync(found) : Task.CompletedTask;
    }

    /// <summary>Goes to the branch beside the focus, round and round.</summary>
    public Task StepAsync(int by)
    {
        IReadOnlyList<Branch> siblings = Siblings;
        int at = siblings.ToList().FindIndex(branch => branch.Id == Focus?.Id);
        return at < 0 ? Task.CompletedTask : FocusAsync(siblings[(at + by + siblings.Count) % siblings.Count].Id);
    }

    public Branch? Find(BranchId branch) => Tree.Branches.GetValueOrDefault(branch);

    private IEnumerable<Branch> ChildrenOf(Branch? branch) => branch is null ? [] : Resolve(branch.Children);

    private IEnumerable<Branch> SiblingsOf(Branch branch) =>
        branch.Parent is { } parent ? ChildrenOf(Find(parent)) : Resolve(Tree.Roots);

    private IEnumerable<Branch> Resolve(IEnumerable<BranchId> ids) => ids.Select(Find).OfType<Branch>();
}
