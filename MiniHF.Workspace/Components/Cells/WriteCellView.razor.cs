using System.Collections.Immutable;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>The loom: a branch tree, the path one reads, and the ways it might go on.</summary>
public sealed partial class WriteCellView : CellView<WriteCell>, IKeyedCell, IRunningCell
{
    private static readonly string[] s_tabs = ["Tree", "Outline", "Reading"];

    private readonly Doings<string> _choose;
    private Writer? _writer;
    private string _tab = "Tree";
    private bool _settingsOpen;
    private BranchId? _editing;

    public WriteCellView() => _choose = new Doings<string>(tab =>
    {
        _tab = tab;
        return Task.CompletedTask;
    });

    private WriteCellActions Actions => Session.ActionsOf(Cell.Id);

    /// <summary>The tree as it stands now, which an answer to a key may have changed since the page drew the cell.</summary>
    private BranchTree Tree => Session.WriteCell(Cell.Id)?.Tree ?? Cell.Tree;

    private Branch? Focus => Actions.Focus;

    private bool IsReading => _tab == "Reading" && Tree.Branches.Count > 1;

    /// <summary>What is typed is never the past: the writer waits until the page is back at now.</summary>
    private bool IsPast => Actions.Session.Past is not null;

    private bool IsEmpty => Focus is null;

    private bool IsGrowing => GrowthsByState.Of(Session.State).Running.Any(growth => growth.Cell == Cell.Id);

    private StreamedText? FocusStream => Focus is { Status: BranchStatus.Growing } focus ? Session.StreamOf(focus.Id) : null;

    /// <summary>The path, without the leaf that is still being typed: that one stands in the writer.</summary>
    private ImmutableArray<Branch> Passages
    {
        get
        {
            if (Focus is not { } focus)
            {
                return [];
            }

            ImmutableArray<Branch> path = Tree.PathTo(focus.Id);
            bool typed = !IsReading && !IsPast && _editing is null && WritingTarget.For(Tree, Session.Me, default).Branch == focus.Id;
            return typed ? path[..^1] : path;
        }
    }

    /// <inheritdoc />
    public async Task DoAsync(string action, int number, BranchId? on)
    {
        BranchId? branch = on is { } known && Actions.Find(known) is not null ? known : Focus?.Id;
        Task done = (action, branch) switch
        {
            ("grow", _) => GrowAsync(),
            ("stop", _) => Actions.StopAllAsync(),
            ("pick", _) => Actions.PickAsync(number),
            ("praise", _) when Actions.Continuations.ElementAtOrDefault(number - 1) is { } card => Actions.RateAsync(card.Id, Thumb.Up),
            ("up", { } at) => Actions.RateAsync(at, Thumb.Up),
            ("down", { } at) => Actions.RateAsync(at, Thumb.Down),
            ("bookmark", { } at) => Actions.BookmarkAsync(at),
            ("prune", { } at) => Actions.PruneAsync(at),
            ("collapse", { } at) => Actions.ToggleCollapsedAsync(at),
            ("edit", { } at) => EditAsync(at),
            ("rewrite", { } at) => Begin(() => AskRewrite(at)),
            ("split", _) => SplitAsync(),
            ("merge", { } at) => Actions.MergeAsync(at),
            ("hoist", { } at) => Begin(() => ToggleHoist(at)),
            ("bookmark-next", _) => Actions.StepBookmarkAsync(1),
            ("bookmark-previous", _) => Actions.StepBookmarkAsync(-1),
            ("new-next", _) => Actions.GoToNewAsync(),
            ("seen-all", _) => Begin(Actions.SeeAll),
            ("label", _) => Actions.NameVisibleAsync(),
            ("parent" or "child" or "previous" or "next", _) => Actions.MoveAsync(action),
            ("leave", _) => LeaveAsync(),
            _ => Task.CompletedTask,
        };
        await done;
        StateHasChanged();
    }

    /// <inheritdoc />
    public Task SettleAsync() => _writer?.FlushAsync() ?? Task.CompletedTask;

    private static Task Begin(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private async Task GrowAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }

        if (!await Actions.GrowAsync() && IsEmpty && _writer is not null)
        {
            // What to do was said; the cursor stands where to do it.
            await _writer.FocusAsync();
        }
    }

    private async Task WeaveAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }

        await Actions.WeaveAsync();
    }

    private async Task EditAsync(BranchId branch)
    {
        if (Session.RefusesChanges())
        {
            return;
        }

        // A card is edited where its passage stands, so reading goes there first.
        if (Focus is { } focus && Tree.PathTo(focus.Id).All(passage => passage.Id != branch))
        {
            await Actions.FocusAsync(branch);
        }

        _tab = _tab == "Reading" ? "Tree" : _tab;
        _editing = branch;
    }

    private void StopEditing() => _editing = null;

    private Task LeaveAsync()
    {
        _editing = null;
        _settingsOpen = false;
        return Task.CompletedTask;
    }

    private void ToggleSettings() => _settingsOpen = !_settingsOpen;
}
