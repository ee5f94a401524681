using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Typing;

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
    private string? _rendered;

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

    private WritingTarget Target { get; set; } = new(default, null, -1, "");

    /// <summary>Words of this person's that became a branch of their own, and nobody has read the note yet.</summary>
    private TypedAside? Aside => Actions.Session.TypedAside is { } aside && aside.Cell == Actions.Cell && aside.To == Actions.Focus?.Id ? aside : null;

    /// <summary>What the browser needs to keep what is typed before the text is attached.</summary>
    private string TypingAttribute => JsonSerializer.Serialize(new
    {
        prefix = Scripts.TypingKey(Actions),
        branch = Target.Branch.Value,
        parent = Target.Parent?.Value,
        revision = Target.Revision,
    });

    private string Placeholder => Target.Parent is null
        ? "Begin with a sentence…"
        : Actions.Continuations.Count > 0 ? "" : "  Write on, or let it grow";

    /// <summary>Stores what was typed and tells what else happened to the text; called by the browser.</summary>
    [JSInvokable]
    public async Task<TypingAnswer> TypeAsync(TypingRequest request)
    {
        TypingAnswer answer = await Actions.Session.TypeAsync(Actions.Cell, request);
        if (answer.Branch != request.Branch)
        {
            StateHasChanged();
        }

        return answer;
    }

    /// <summary>A key pressed in the empty text that picks a card; called by the browser.</summary>
    [JSInvokable]
    public Task PickAsync(int number) => Actions.PickAsync(number);

    /// <summary>Grow was asked for in the text; called by the browser once the text is stored.</summary>
    [JSInvokable]
    public Task GrowAsync() => InvokeAsync(() => OnGrow.InvokeAsync());

    /// <summary>Takes back, or does again, what this person typed in the text before the page opened; called by the browser.</summary>
    [JSInvokable]
    public Task TakeBackAsync(bool again) => InvokeAsync(() => Actions.Session.TakeTypingBackAsync(Actions.Cell, Target.Branch, again));

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
            // Typing here would move unsent words to another parent: it is a new branch after all.
            _fresh = BranchId.New();
            Target = Target with { Branch = _fresh };
        }

        // The field's first content. Later the browser's own text is the truth.
        _rendered ??= Target.Text;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Typing);
            _self = DotNetObjectReference.Create(this);
            _shown = Target;
            await _module.InvokeVoidAsync("attach", _text, _self, Scripts.TypingKey(Actions), AsTarget(Target), AutoFocus);
        }
        else if (_module is not null && Target != _shown)
        {
            _shown = Target;
            await _module.InvokeVoidAsync("retarget", _text, AsTarget(Target));
        }
        else if (_module is not null)
        {
            await _module.InvokeVoidAsync("align", _text);
        }
    }

    private void CloseAside() => Actions.Session.TypedAside = null;

    private static TypingTarget AsTarget(WritingTarget target) => new(target.Branch.Value, target.Parent?.Value, target.Revision, target.Text);
}
