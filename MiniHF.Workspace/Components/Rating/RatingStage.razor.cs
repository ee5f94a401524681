using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>The texts before a person, the end of what they follow, and the answers, by button, key, swipe or drag.</summary>
public sealed partial class RatingStage : ComponentBase, IAsyncDisposable
{
    private const int PromptLength = 420;
    private const int LongPromptLength = 900;

    private static readonly string[] s_scores = ["bad", "weak", "fair", "good", "very good"];

    private ElementReference _stage;
    private ElementReference _area;
    private JsModule? _module;
    private JsModule? _kept;
    private DotNetObjectReference<RatingStage>? _self;
    private JudgementProtocol? _keysOf;
    private RatingItemKey? _ranked;
    private ImmutableList<BranchId> _order = [];
    private int _placed;
    private bool _writing;
    private bool _wantsArea;
    private bool _answered;
    private string _comment = "";
    private string _said = "";

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required RatingDesk Desk { get; set; }

    /// <summary>For a page of its own: larger, and keys work wherever the keyboard is.</summary>
    [Parameter]
    public bool Large { get; set; }

    /// <summary>Called after something was answered, taken back or thought over.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Called with what a key asks of whoever shows this: "results", "keys", "leave".</summary>
    [Parameter]
    public EventCallback<string> OnAsk { get; set; }

    private RatingItem? Item { get; set; }

    private string CommentKey => Scripts.KeptKey(Desk.Session, "why", Desk.Asks?.Value ?? Guid.Empty);

    private BranchTree? Tree => Item is { } item ? Desk.TreeOf(item) : null;

    private string Prompt => Item is { Parent: { } parent } && Tree is { } tree
        ? RatingWords.EndOf(tree.TextOf(parent), Large ? LongPromptLength : PromptLength).TrimEnd()
        : "";

    /// <summary>Takes the keyboard, so that keys judge.</summary>
    public async Task FocusAsync() => await _stage.FocusAsync(preventScroll: true);

    /// <summary>Takes the keyboard where what had it is gone.</summary>
    public void Hold()
    {
        _answered = true;
        StateHasChanged();
    }

    /// <summary>Does what a key, a button or a swipe asks for.</summary>
    [JSInvokable]
    public async Task DoAsync(string action)
    {
        await ActAsync(action);
        await OnChanged.InvokeAsync();
        StateHasChanged();
    }

    /// <summary>Puts a text of a ranking at another place; called by the browser when it is dropped there.</summary>
    [JSInvokable]
    public void MoveAsync(int from, int to)
    {
        if ((uint)from >= (uint)_order.Count || (uint)to >= (uint)_order.Count || Desk.IsPast)
        {
            return;
        }

        bool wasPlaced = from < _placed;
        bool isPlaced = wasPlaced ? to < _placed : to <= _placed;
        _order = _order.RemoveAt(from).Insert(to, _order[from]);
        _placed += (isPlaced ? 1 : 0) - (wasPlaced ? 1 : 0);
        PlaceLast();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _stage);
            await _module.DisposeAsync();
        }

        if (_kept is not null)
        {
            await _kept.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override void OnParametersSet() => Look();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        JudgementProtocol protocol = Item?.Protocol ?? Desk.Settings.Protocol;
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Rating);
            _self = DotNetObjectReference.Create(this);
            _keysOf = protocol;
            await _module.InvokeVoidAsync("attach", _stage, _self, RatingKeys.ForBrowser(protocol, Large), Large);
            _kept = new JsModule(JS, Scripts.Kept);
            await OpenKeptCommentAsync();
        }
        else if (_keysOf != protocol && _module is not null)
        {
            _keysOf = protocol;
            await _module.InvokeVoidAsync("useKeys", _stage, RatingKeys.ForBrowser(protocol, Large));
        }

        if (_wantsArea)
        {
            _wantsArea = false;
            await _kept!.InvokeVoidAsync("remember", _area, CommentKey); // made at the first render
            await _area.FocusAsync();
        }
        else if (_answered && _module is not null)
        {
            _answered = false;
            await _module.InvokeVoidAsync("hold", _stage);
        }
    }

    /// <summary>A reason begun before the page or the server went away is still there.</summary>
    private async Task OpenKeptCommentAsync()
    {
        if (await _kept!.InvokeAsync<string?>("remembered", CommentKey) is { Length: > 0 } kept) // made by the caller
        {
            (_comment, _writing) = (kept, true);
            StateHasChanged();
        }
    }

    private async Task ActAsync(string action)
    {
        switch (action)
        {
            case "comment":
                (_writing, _wantsArea) = (!_writing, !_writing);
                return;
            case "leave" when _writing:
                _writing = false;
                return;
            case "results" or "keys" or "leave":
                await OnAsk.InvokeAsync(action);
                return;
            case "undo":
                await Desk.UndoAsync();
                (_said, _answered) = ("Taken back.", true);
                break;
            case "skip":
                await AnswerAsync([]);
                break;
            case "back":
                TakeOneOut();
                return;
            default:
                await GiveAsync(action);
                break;
        }

        Look();
    }

    private async Task GiveAsync(string action)
    {
        IReadOnlyList<int>? values = (Item?.Protocol, action) switch
        {
            (JudgementProtocol.Thumb, "good") => [1],
            (JudgementProtocol.Thumb, "bad") => [-1],
            (JudgementProtocol.Pair, "left") => [1, 2],
            (JudgementProtocol.Pair, "right") => [2, 1],
            (JudgementProtocol.Pair, "equal") => [1, 1],
            (JudgementProtocol.Score, [>= '1' and <= '5']) => [action[0] - '0'],
            (JudgementProtocol.Ranking, "done") when _placed >= 2 && Item is { } item =>
                [.. item.Shown.Select(branch => _order.IndexOf(branch) is var at && at < _placed ? at + 1 : 0)],
            _ => null,
        };
        if (values is not null)
        {
            await AnswerAsync(values);
        }
        else if (Item is { Protocol: JudgementProtocol.Ranking } ranking && action is [>= '1' and <= '9'] && action[0] - '1' < ranking.Shown.Length)
        {
            Place(ranking.Shown[action[0] - '1']);
        }
    }

    private async Task AnswerAsync(IReadOnlyList<int> values)
    {
        string said = Item is { } item ? JudgementRecords.VerdictOf(item.Protocol, values) : "";
        if (await Desk.AnswerAsync(values, string.IsNullOrWhiteSpace(_comment) ? null : _comment))
        {
            (_comment, _writing, _answered) = ("", false, true);
            await (_kept?.InvokeVoidAsync("forget", CommentKey) ?? Task.CompletedTask);
            _said = $"Kept: {said}.";
        }
    }

    /// <summary>Takes what is before the person now. A ranking begun stays as it is while the same texts are there.</summary>
    private void Look()
    {
        Item = Desk.Item;
        if (Item?.Key != _ranked)
        {
            _ranked = Item?.Key;
            _order = Item is { } item ? [.. item.Shown] : [];
            _placed = 0;
        }
    }

    /// <summary>Gives a text the next place, or takes it out where it has one.</summary>
    private void Place(BranchId branch)
    {
        int at = _order.IndexOf(branch);
        bool wasPlaced = at < _placed;
        _placed += wasPlaced ? -1 : 0;
        _order = _order.RemoveAt(at).Insert(_placed, branch);
        if (!wasPlaced)
        {
            _placed++;
            PlaceLast();
        }
    }

    /// <summary>Where one text is left, its place is clear.</summary>
    private void PlaceLast() => _placed = _placed == _order.Count - 1 ? _order.Count : _placed;

    private void TakeOneOut() => _placed = Math.Max(0, _placed - (_placed == _order.Count ? 2 : 1));

    private void AskAgain()
    {
        Desk.AskAgain();
        Look();
        Hold();
    }

    private void LeaveAsItIs()
    {
        Desk.ThinkAgain(null);
        Look();
        Hold();
    }

    private string TextOf(BranchId branch) => Tree?.Branches.GetValueOrDefault(branch)?.Text.TrimStart() ?? "";

    /// <summary>Who or what wrote it; null while that is hidden.</summary>
    private string? SourceOf(BranchId id)
    {
        if (Desk.Settings.Blind || Tree?.Branches.GetValueOrDefault(id) is not { } branch)
        {
            return null;
        }

        NotebookState state = Desk.Session.State;
        return branch switch
        {
            { Kind: BranchKind.Person or BranchKind.Rewrite } => Desk.Session.NameOf(branch.By),
            { Found: { } found } when state.Searches.GetValueOrDefault(found.Search) is { } search => $"Weave with {search.Tree.Provenance.Generator}",
            { Growth: { } grown } when state.Growths.GetValueOrDefault(grown) is { } growth =>
                string.Create(CultureInfo.InvariantCulture, $"{growth.Model} · T {growth.Settings.Sampling.Temperature:0.##}"),
            _ => "the model",
        };
    }
}
