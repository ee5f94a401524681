using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>A sheet over the page. Esc or a click beside it closes it; the keyboard stays inside and goes back where it was.</summary>
public sealed partial class Overlay : ComponentBase, IAsyncDisposable
{
    private ElementReference _element;
    private JsModule? _module;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>Without a heading and room around it: what is in it says what it is.</summary>
    [Parameter]
    public bool Bare { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("releaseFocus");
            await _module.DisposeAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Page);
            await _module.InvokeVoidAsync("holdFocus", _element);
        }
    }

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
