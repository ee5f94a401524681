using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>
/// Markdown: read until it is clicked, then written until it is left. While it is open the browser owns the text: it keeps every
/// keystroke until the server has stored it, and others' changes come in around the cursor.
/// </summary>
public sealed partial class NoteCellView : CellView<NoteCell>, IAsyncDisposable
{
    private bool _editing;
    private bool _attaches;
    private bool _closing;
    private int _stored;
    private string _text = "";
    private ElementReference _area;
    private JsModule? _module;
    private DotNetObjectReference<NoteCellView>? _self;

    [Inject]
    public required IJSRuntime JS { get; init; }

    protected override object RenderKey => (Cell, _editing);

    private string Prefix => Scripts.TypingKey(Session, Cell.Id);

    private TypingTarget Target => new(Cell.Id.Value, null, Cell.Edits.Count, Cell.Text);

    /// <summary>Stores what was typed and tells what else happened to the note; called by the browser.</summary>
    [JSInvokable]
    public async Task<TypingAnswer> TypeAsync(TypingRequest request)
    {
        TypingAnswer answer = await Session.TypeAsync(Cell.Id, request);
        _stored = Math.Max(_stored, answer.Revision);
        return answer;
    }

    /// <summary>The keyboard has left the note and all that was typed is stored; called by the browser.</summary>
    [JSInvokable]
    public Task FinishAsync() => InvokeAsync(async () =>
    {
        _closing = true;
        await CloseAsync();
    });

    /// <summary>Takes back, or does again, what was typed before the page opened; called by the browser.</summary>
    [JSInvokable]
    public Task TakeBackAsync(bool again) => InvokeAsync(() => Session.TakeTypingBackAsync(Cell.Id, null, again));

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _area);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override Task OnParametersSetAsync() => CloseAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Typing);
            _self = DotNetObjectReference.Create(this);
            await _module.InvokeVoidAsync("carry", _self, Prefix);
            if (Session.Opened == Cell.Id)
            {
                Session.Opened = null;
                Begin();
            }
        }

        if (_attaches)
        {
            _attaches = false;
            await _module!.InvokeVoidAsync("attachNote", _area, _self, Prefix, Target); // made at the first render
        }
        else if (_editing)
        {
            await _module!.InvokeVoidAsync("retarget", _area, Target); // as above
        }
    }

    private void Begin()
    {
        if (!_editing && !Session.RefusesChanges())
        {
            (_editing, _attaches, _text) = (true, true, Cell.Text);
            Changed();
        }
    }

    /// <summary>Not before the page shows what was typed: the note must not look for a moment as it was before.</summary>
    private async Task CloseAsync()
    {
        if (_closing && _editing && Cell.Edits.Count >= _stored)
        {
            (_closing, _editing) = (false, false);
            await _module!.InvokeVoidAsync("detach", _area); // it asked for the closing
            Changed();
        }
    }
}
