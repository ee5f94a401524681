using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Notebook;

/// <content>What changes the shape of the tree, and what is noted in it.</content>
public sealed partial class WriteCellActions
{
    /// <summary>The branch shown as if it were the beginning; null for the whole tree.</summary>
    public BranchId? Hoisted { get; set; }

    /// <summary>What the tree and the outline show: all of it, or what grows from the branch that was hoisted.</summary>
    public BranchTree Shown
    {
        get
        {
            if (Hoisted is not { } top || !Tree.Branches.ContainsKey(top))
            {
                return Tree;
            }

            // The same object for the same tree, so that what is drawn is laid out once.
            if (!ReferenceEquals(_shown.Of, Tree) || _shown.Top != top)
            {
                _shown = (Tree, top, Tree with { Roots = _shown.Top == top && _shown.Tree is { } before ? before.Roots : [top] });
            }

            return _shown.Tree ?? Tree;
        }
    }

    /// <summary>Opens the sheet that asks what is wanted otherwise; set by the cell's view.</summary>
    public Action<BranchId>? AskRewrite { get; set; }

    /// <summary>The text from its beginning to the branch's end.</summary>
    public string TextTo(BranchId branch) => Tree.TextOf(branch);

    /// <summary>The bookmarked branches, the oldest first.</summary>
    public IReadOnlyList<Branch> Bookmarks => [.. Tree.Bookmarks.Select(Find).OfType<Branch>().Where(branch => branch.Became is null).OrderBy(branch => branch.At).ThenBy(branch => branch.Depth).ThenBy(branch => branch.Index).ThenBy(branch => branch.Id.Value)];

    private (BranchTree? Of, BranchId Top, BranchTree? Tree) _shown;

    /// <summary>Cuts a branch in two at a place in its text.</summary>
    public async Task SplitAsync(BranchId branch, int at)
    {
        if (Find(branch) is not { } found || Session.RefusesChanges())
        {
            return;
        }

        (int head, int tail) = TokensAround(found, at, await Session.Spell(found, Session.Closed));
        await Session.TryWithUndoAsync(new SplitBranch(Cell, branch, at, head, tail, BranchId.New(), BranchId.New()) { By = Session.Me }, "Split.");
    }

    /// <summary>Makes a branch one with its only continuation, or, where it has none, with what stands before it.</summary>
    public async Task MergeAsync(BranchId branch)
    {
        if (Session.RefusesChanges())
        {
            return;
        }

        BranchId second = ShapingRules.OnlyChildOf(Tree, branch) ?? branch;
        if (second == branch && Find(branch) is { } found && Find(branch)?.Children.Any(child => Find(child) is { Pruned: false, Became: null }) == true)
        {
            Session.Toasts.Say("Several branches go on from here, so it cannot be merged with one of them. Prune the others first.");
            return;
        }

        await Session.TryWithUndoAsync(new JoinBranch(Cell, second, BranchId.New()) { By = Session.Me }, "Merged.");
    }

    public Task NameAsync(BranchId branch, string name) => Session.TryAsync(new NameBranch(Cell, branch, name) { By = Session.Me });

    /// <summary>Stores a note about a branch, made on the note as it was then, and gives the note as it is now; null where it is refused.</summary>
    public async Task<string?> NoteAsync(BranchId branch, Guid id, string note, string made) =>
        await Session.StoreAsync(new NoteBranch(Cell, branch, note, made) { By = Session.Me, Id = id })
            ? (Session.Newest?.Invoke() ?? Session.Now).Cells.GetValueOrDefault(Cell) is WriteCell { Tree: var tree } && tree.Branches.GetValueOrDefault(branch) is { } noted ? noted.Note : note
            : null;

    public Task TagAsync(BranchId branch, IEnumerable<string> tags) => Session.TryAsync(new TagBranch(Cell, branch, [.. tags]) { By = Session.Me });

    /// <summary>Grows a branch that begins as this one does and goes another way at one of its tokens.</summary>
    public Task GrowFromTokenAsync(BranchId branch, int token, TokenAlternative instead) => Session.RefusesChanges()
        ? Task.CompletedTask
        : Session.TryAsync(new GrowFromToken(GrowthId.New(), Cell, branch, token, instead.TokenId, instead.LogProbability, BranchId.New()) { By = Session.Me });

    /// <summary>Asks the model to write a branch anew, as often as the cell grows.</summary>
    public async Task<bool> RewriteAsync(BranchId branch, string feedback)
    {
        int count = Session.WriteCell(Cell)?.Settings.Count ?? 1;
        return await Session.TryAsync(new RewriteBranch(GrowthId.New(), Cell, branch, feedback, [.. Enumerable.Range(0, count).Select(_ => BranchId.New())]) { By = Session.Me });
    }

    /// <summary>Lets the model name what is in sight and has no name: the path first, then what is nearest to it.</summary>
    public async Task NameVisibleAsync()
    {
        if (Session.RefusesChanges())
        {
            return;
        }

        HashSet<BranchId> near = [.. Focus is { } focus ? Tree.PathTo(focus.Id).Select(branch => branch.Id).Concat(focus.Children) : []];
        BranchId[] unnamed =
        [
            .. Components.Tree.TreeLayout.Of(Shown).Nodes
                .Select(node => Tree.Branches[node.Id])
                .Where(branch => branch is { Name: null, Pruned: false, Status: not BranchStatus.Growing } && !string.IsNullOrWhiteSpace(branch.Text))
                .OrderBy(branch => near.Contains(branch.Id) ? 0 : 1)
                .ThenByDescending(branch => branch.At)
                .Select(branch => branch.Id)
                .Take(LiveNotebook.MostNamed),
        ];
        if (unnamed.Length == 0)
        {
            Session.Toasts.Say("Every branch in sight has a name.");
        }
        else
        {
            await Session.NameBranchesAsync(Cell, unnamed);
        }
    }

    private IEnumerable<Branch> New => Tree.Branches.Values.Where(Session.IsNew);

    /// <summary>Goes to the next bookmark, or with −1 to the one before, round and round.</summary>
    public Task StepBookmarkAsync(int by)
    {
        List<Branch> marks = [.. Bookmarks];
        if (marks.Count == 0)
        {
            Session.Toasts.Say("Nothing is bookmarked yet: b bookmarks what you read.");
            return Task.CompletedTask;
        }

        int at = marks.FindIndex(branch => branch.Id == Focus?.Id);
        return FocusAsync(marks[at < 0 ? (by > 0 ? 0 : marks.Count - 1) : (at + by + marks.Count) % marks.Count].Id);
    }

    /// <summary>Goes to the oldest branch that others wrote and this person has not seen.</summary>
    public Task GoToNewAsync()
    {
        if (New.MinBy(branch => (branch.At, branch.Index)) is { } next)
        {
            return FocusAsync(next.Id);
        }

        Session.Toasts.Say("Nothing is new here.");
        return Task.CompletedTask;
    }

    /// <summary>Counts everything in the cell as seen.</summary>
    public void SeeAll() => Session.See(New);

    /// <summary>How many first tokens end before a place of the text, and how many last ones begin at it or after; 0 and 0 where the tokens do not spell it.</summary>
    private static (int Head, int Tail) TokensAround(Branch branch, int at, IReadOnlyList<string>? texts)
    {
        if (texts is null || texts.Count != branch.TokenIds.Length || string.Concat(texts) != branch.Text)
        {
            return (0, 0);
        }

        int head = 0;
        int tail = 0;
        int end = 0;
        foreach (string text in texts)
        {
            int begin = end;
            end += text.Length;
            head += end <= at ? 1 : 0;
            tail += begin >= at ? 1 : 0;
        }

        return (head, tail);
    }
}
