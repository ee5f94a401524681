using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>
/// The end of the path, where one types. The browser owns the text: it keeps every keystroke until the server has stored it, and
/// sends what it kept when the connection, the page or the server comes back.
/// </summary>
public sealed partial class Writer : ComponentBase, IAsyncDisposable
{
    private ElementReference _text;
    private JsModule? _module;
    private DotNetObjectReference<Writer>? _self;
    private BranchId _fresh = BranchId.New();
    private WritingTarget? _shown;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    /// <summary>Whether the cursor is put here when the page opens.</summary>
    [Parameter]
    public bool AutoFocus { get; set; }

    /// <summary>Asks for continuations of what is written.</summary>
    [Parameter]
    public EventCallback OnGrow { get; set; }

    private WritingTarget Target { get; set; } = new(default, null, "");

    private string Placeholder => Target.Parent is null
        ? "Begin with a sentence…"
        : Actions.Continuations.Count > 0 ? "" : "  Write on, or let it grow";

    /// <summary>Stores what was typed; called by the browser. True once it is stored.</summary>
    [JSInvokable]
    public Task<bool> SaveDraftAsync(Draft draft) => new DraftStore(Actions.Session, Actions.Cell).SaveAsync(draft);

    /// <summary>A key pressed in the empty text that picks a card; called by the browser.</summary>
    [JSInvokable]
    public Task PickAsync(int number) => Actions.PickAsync(number);

    /// <summary>Grow was asked for in the text; called by the browser once the text is stored.</summary>
    [JSInvokable]
    public Task GrowAsync() => InvokeAsync(() => OnGrow.InvokeAsync());

    /// <summary>Sends every word the browser still keeps. Call before anything that builds on the text.</summary>
    public async Task FlushAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("flush", _text);
        }
    }

    /// <summary>Puts the cursor into the text.</summary>
    public Task FocusAsync() => _module?.InvokeVoidAsync("focus", _text) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _text);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (Actions.Session.WriteCell(Actions.Cell) is not { } cell)
        {
            return;
        }

        // A branch that exists is nobody's next branch any more, so the one after it gets an id of its own.
        bool written = cell.Tree.Branches.ContainsKey(_fresh);
        Target = WritingTarget.For(cell.Tree, Actions.Session.Me, _fresh);
        if (written && Target.Branch == _fresh && (Target.Parent == _fresh || Actions.Focus?.Id != _fresh))
        {
            _fresh = BranchId.New();
            Target = Target with { Branch = _fresh };
        }

        if (_shown is { } shown && shown.Branch == Target.Branch && shown.Parent != Target.Parent)
        {
            // Typing here would move an unsent draft to another parent: it is a new branch after all.
            _fresh = BranchId.New();
            Target = Target with { Branch = _fresh };
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Writer);
            _self = DotNetObjectReference.Create(this);
            _shown = Target;
            await _module.InvokeVoidAsync("attach", _text, _self, Scripts.DraftKey(Actions), AsDraft(Target), AutoFocus);
        }
        else if (_module is not null && Target != _shown)
        {
            _shown = Target;
            await _module.InvokeVoidAsync("retarget", _text, AsDraft(Target));
        }
        else if (_module is not null)
        {
            await _module.InvokeVoidAsync("align", _text);
        }
    }

    private static Draft AsDraft(WritingTarget target) => new(target.Branch.Value, target.Parent?.Value, target.Text, null);
}
