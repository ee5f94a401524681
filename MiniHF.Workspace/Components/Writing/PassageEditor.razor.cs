using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>Changes a passage where it stands. The browser keeps the words until they are stored.</summary>
public sealed partial class PassageEditor : ComponentBase, IAsyncDisposable
{
    private ElementReference _text;
    private JsModule? _module;
    private DotNetObjectReference<PassageEditor>? _self;
    private string? _rendered;
    private bool _grownFrom;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required Branch Branch { get; set; }

    /// <summary>Called after saving or giving up.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    private string Hint => Branch.Children.IsEmpty
        ? "⇧⏎ saves, Esc gives up"
        : "⇧⏎ saves beside the original, which others already grow from";

    /// <summary>Stores what was typed; called by the browser.</summary>
    [JSInvokable]
    public Task<TypingAnswer> TypeAsync(TypingRequest request) => Actions.Session.TypeAsync(Actions.Cell, request, _grownFrom);

    /// <summary>An open passage is not stored: there is nothing of it to take back but in the browser.</summary>
    [JSInvokable]
    public Task TakeBackAsync(bool again) => Task.CompletedTask;

    /// <summary>Ends the editing; called by the browser.</summary>
    [JSInvokable]
    public Task FinishAsync() => InvokeAsync(() => OnDone.InvokeAsync());

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _text);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override void OnInitialized() => (_rendered, _grownFrom) = (Branch.Text, !Branch.Children.IsEmpty);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _module = new JsModule(JS, Scripts.Typing);
        _self = DotNetObjectReference.Create(this);
        await _module.InvokeVoidAsync(
            "attachPassage",
            _text,
            _self,
            Scripts.TypingKey(Actions),
            new TypingTarget(Branch.Id.Value, Branch.Parent?.Value, Branch.Edits.Count, Branch.Text));
    }

    private Task SaveAsync() => _module?.InvokeVoidAsync("finish", _text, true) ?? Task.CompletedTask;

    private Task CancelAsync() => _module?.InvokeVoidAsync("finish", _text, false) ?? Task.CompletedTask;
}
