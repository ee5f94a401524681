using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>
/// A few lines that are stored a moment after they were typed. The browser owns the text and keeps it until it is stored; where somebody
/// else stored another one meanwhile, both are brought together.
/// </summary>
public sealed partial class KeptText : MemoComponent, IAsyncDisposable
{
    private ElementReference _area;
    private JsModule? _module;
    private DotNetObjectReference<KeptText>? _self;
    private string? _told;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>The text as it is stored.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>What the browser keeps it under: names the person, the thing and the field.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>Stores a text made on another one, once for each id, and gives the one that is stored now; null where it is refused.</summary>
    [Parameter, EditorRequired]
    public required Func<Guid, string, string, Task<string?>> Store { get; set; }

    [Parameter]
    public int Rows { get; set; } = 2;

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>Whether it can only be read.</summary>
    [Parameter]
    public bool IsFixed { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Others { get; set; }

    protected override object RenderKey => (Value, Key, IsFixed);

    /// <summary>Stores the text; called by the browser.</summary>
    [JSInvokable]
    public Task<string?> KeepAsync(Guid? id, string text, string made) => Store(id ?? Guid.CreateVersion7(), text, made);

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _area);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            (_told, _self) = (Value, DotNetObjectReference.Create(this));
            await (_module = new JsModule(JS, Scripts.Kept)).InvokeVoidAsync("attach", _area, _self, Key, Value);
        }
        else if (_module is not null && _told != Value)
        {
            _told = Value;
            await _module.InvokeVoidAsync("heard", _area, Value);
        }
    }
}
