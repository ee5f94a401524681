using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>A write cell's branches, drawn: what a branch is shows as its shape, what was thought of it as its mark.</summary>
public sealed partial class TreeView : MemoComponent, IAsyncDisposable
{
    private const int HintWords = 8;

    // Of scores from 1 to 5, where there are no thumbs.
    private const double LikedFrom = 3.5;
    private const double DislikedTo = 2.5;

    private ElementReference _scroller;
    private JsModule? _module;
    private DotNetObjectReference<TreeView>? _self;
    private BranchTree? _laidOut;
    // Until the browser has said how wide the drawing may be: as wide as on most screens.
    private TreeViewport _screen = new(0, 0, 770, 276);
    private BranchId? _revealed;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required BranchTree Tree { get; set; }

    /// <summary>Who has the notebook open.</summary>
    [Parameter]
    public IReadOnlyList<Presence> People { get; set; } = [];

    protected override object RenderKey => (
        Tree, Actions.Session.State.Judgements, People, Actions.Session.Scores, (Actions.Session.Visit, Layout), _zoom, _isTall, IsLarge ? _screen : default);

    private TreeLayout Layout { get; set; } = TreeLayout.Of(BranchTree.Empty);

    private HashSet<BranchId> OnPath { get; set; } = [];

    private BranchStandings Standings => BranchStandings.Of(Actions.Session.State);

    private BranchId? Focus => Tree.FocusOf(Actions.Session.Me)?.Id;

    private bool IsLarge => Layout.Nodes.Length > TreeDrawing.DrawnWhole;

    /// <summary>Tells what part is in view; called by the browser after a scroll.</summary>
    [JSInvokable]
    public void ShowPart(double left, double top, double width, double height)
    {
        TreeViewport before = _screen;
        _screen = new TreeViewport(left, top, width, height);
        bool wider = width != before.Width;
        if (wider)
        {
            Layout = TreeLayout.Of(Tree).Spread(width);
            (_eye, _revealed) = (null, null);
        }

        if (wider || (IsLarge && _screen != before))
        {
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _scroller);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_laidOut, Tree))
        {
            return;
        }

        if (!ReferenceEquals(_laidOut?.Branches, Tree.Branches) || !ReferenceEquals(_laidOut?.Roots, Tree.Roots))
        {
            TreeLayout before = Layout;
            Layout = TreeLayout.Of(Tree).Spread(_screen.Width);
            KeepEye(before);
        }

        _laidOut = Tree;
        OnPath = Focus is { } focus ? [.. Tree.PathTo(focus).Select(branch => branch.Id)] : [];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Tree);
            _self = DotNetObjectReference.Create(this);
            await _module.InvokeVoidAsync("attach", _scroller, _self);
        }

        if (_module is not null && Scale is var scale && scale != _shownScale)
        {
            _shownScale = scale;
            await _module.InvokeVoidAsync("rescaled", _scroller, scale.X, scale.Y);
        }

        // Not where it only moved because others grew around it: the drawing keeps still there (KeepEye).
        if (_module is not null && Focus is { } focus && focus != _revealed && Layout.Find(focus) is { } node)
        {
            bool again = _revealed is null;
            _revealed = focus;
            await _module.InvokeVoidAsync("reveal", _scroller, node.X * Scale.X, node.Y * Scale.Y, !firstRender, again && !firstRender);
        }

        await ShowOverviewAsync();
    }

    internal static string Px(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Shape(BranchKind kind) => kind switch
    {
        BranchKind.Person => "M-4 -6h8a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-8a2 2 0 0 1 -2 -2v-8a2 2 0 0 1 2 -2z",
        BranchKind.Weave => "M0 -8l8 8l-8 8l-8 -8z",
        BranchKind.Rewrite => "M0 -8l7.5 13h-15z",
        _ => "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z",
    };

    private string? MarkOf(Branch branch)
    {
        int thumbs = branch.Thumbs.IsEmpty ? 0 : branch.Thumbs.Values.Sum(thumb => (int)thumb);
        double? mean = thumbs == 0 ? Standings.Of(branch.Id).MeanScore : null;
        return thumbs > 0 || mean >= LikedFrom ? "up" : thumbs < 0 || mean <= DislikedTo ? "down" : null;
    }

    private static string? Expanded(Branch branch) => branch.Children.IsEmpty ? null : branch.Collapsed || branch.Pruned ? "false" : "true";

    private Branch BranchOf(TreeNode node) => Tree.Branches[node.Id];

    private string Css(Branch branch) => string.Join(
        ' ',
        branch.Kind switch { BranchKind.Person => "person", BranchKind.Weave => "weave", BranchKind.Rewrite => "rewrite", _ => "model" },
        branch.Status switch { BranchStatus.Growing => "growing", BranchStatus.Failed or BranchStatus.Interrupted => "broken", _ => "" },
        MarkOf(branch) switch { "up" => "liked", "down" => "disliked", _ => "" },
        OnPath.Contains(branch.Id) ? "on" : "",
        branch.Pruned ? "pruned" : "");

    private string Label(Branch branch)
    {
        string state = branch switch
        {
            { Pruned: true } => ", pruned",
            { Status: BranchStatus.Growing } => ", growing",
            { Status: BranchStatus.Interrupted } => ", interrupted",
            { Status: BranchStatus.Failed } => ", failed",
            _ => "",
        };
        string who = branch.Kind == BranchKind.Person ? Actions.Session.NameOf(branch.By) : "the model";
        string words = Words.Opening(branch.Text, 80);
        string score = Actions.Session.Scores.Find(branch.Id) is { } found ? $", scored {found.Percent}" : "";
        return $"{(branch.Name is { } name ? $"{name.Text}: " : "")}{(words.Length == 0 ? "(empty)" : words)} — {who}{state}{(Actions.Session.IsNew(branch) ? ", new" : "")}{score}{Judged(branch)}{Noted(branch)}{ReadBy(branch)}";
    }

    /// <summary>The letters that are drawn beside it, of others who read there.</summary>
    private string ReadBy(Branch branch)
    {
        string letters = string.Join(' ', Readers(branch.Id).Select(reader => Hues.Initials(Actions.Session.NameOf(reader.Person))));
        return letters.Length == 0 ? "" : $", read by {letters}";
    }

    /// <summary>What people made of it when they were asked.</summary>
    private string Judged(Branch branch)
    {
        BranchStanding standing = Standings.Of(branch.Id);
        string score = standing.MeanScore is { } mean ? string.Create(CultureInfo.InvariantCulture, $", given {mean:0.#} of 5") : "";
        return standing.Compared > 0 ? $"{score}, preferred {standing.Won} of {Words.Count(standing.Compared, "time", "times")}" : score;
    }

    private static string Noted(Branch branch) => $"{(branch.Note.Length > 0 ? ", with a note" : "")}{string.Concat(branch.Tags.Select(tag => $", #{tag}"))}";

    /// <summary>What it is called, and how it begins: enough to know it again. Then what was noted about it.</summary>
    private static string? Hint(Branch branch)
    {
        string opening = Words.First(branch.Text, HintWords);
        string[] lines =
        [
            .. new[] { branch.Name?.Text ?? "", opening, string.Join(' ', branch.Tags.Select(tag => $"#{tag}")), Words.Opening(branch.Note, 120) }.Where(line => line.Length > 0),
        ];
        return lines.Length == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>Other people who read this branch just now.</summary>
    private IEnumerable<(PersonId Person, int Index)> Readers(BranchId branch) => People
        .Where(other => other.Person != Actions.Session.Me && Tree.Focus.GetValueOrDefault(other.Person) == branch)
        .Take(3)
        .Select((other, index) => (other.Person, index));
}
