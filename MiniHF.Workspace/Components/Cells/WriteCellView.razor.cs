using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>The loom: a branch tree, the path one reads, and the ways it might go on.</summary>
public sealed partial class WriteCellView : ComponentBase
{
    private static readonly string[] s_tabs = ["Tree", "Outline", "Reading"];

    private Writer? _writer;
    private string _tab = "Tree";
    private bool _settingsOpen;
    private BranchId? _editing;

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter]
    public IReadOnlyList<Presence> People { get; set; } = [];

    [Parameter]
    public IReadOnlyList<ModelEntry> Models { get; set; } = [];

    [Parameter, EditorRequired]
    public required Func<string, CancellationToken, Task<string>> AddModel { get; set; }

    /// <summary>Whether the cursor is put into the text when the page opens.</summary>
    [Parameter]
    public bool AutoFocus { get; set; }

    private WriteCell? Cell => Actions.Session.WriteCell(Actions.Cell);

    private Branch? Focus => Actions.Focus;

    private bool IsReading => _tab == "Reading" && Cell?.Tree.Branches.Count > 1;

    private bool IsEmpty => Focus is null;

    private bool IsGrowing => Actions.Session.State.Growths.Values.Any(growth => growth.Cell == Actions.Cell && growth.Status == BranchStatus.Growing);

    private StreamedText? FocusStream => Focus is { Status: BranchStatus.Growing } focus ? Actions.Session.StreamOf(focus.Id) : null;

    private int Place => Actions.Siblings.TakeWhile(branch => branch.Id != Focus?.Id).Count() + 1;

    /// <summary>The path, without the leaf that is still being typed: that one stands in the writer.</summary>
    private ImmutableArray<Branch> Passages
    {
        get
        {
            if (Cell is not { } cell || Focus is not { } focus)
            {
                return [];
            }

            ImmutableArray<Branch> path = cell.Tree.PathTo(focus.Id);
            bool typed = !IsReading && _editing is null && WritingTarget.For(cell.Tree, Actions.Session.Me, default).Branch == focus.Id;
            return typed ? path[..^1] : path;
        }
    }

    /// <summary>Does what a key asks for. <paramref name="on"/> is the card or node the keyboard is on, where it is on one.</summary>
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
            ("parent" or "child" or "previous" or "next", _) => Actions.MoveAsync(action),
            ("leave", _) => LeaveAsync(),
            _ => Task.CompletedTask,
        };
        await done;
        StateHasChanged();
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
        // A card is edited where its passage stands, so reading goes there first.
        if (Cell?.Tree is { } tree && Focus is { } focus && tree.PathTo(focus.Id).All(passage => passage.Id != branch))
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
