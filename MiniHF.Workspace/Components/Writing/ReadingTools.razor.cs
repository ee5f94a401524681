using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>What one can do with the text one reads: copy it, save it, print it.</summary>
public sealed partial class ReadingTools : ComponentBase, IAsyncDisposable
{
    private JsModule? _module;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required Toasts Toasts { get; set; }

    /// <summary>From the beginning to where one reads.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Stands above it; empty for a text without a name.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
    }

    private async Task CopyAsync()
    {
        bool copied = await Module().InvokeAsync<bool>("copy", PathExport.ToText(Text).TrimEnd());
        Toasts.Say(copied ? "Copied." : "This browser does not let pages copy. Save the text instead.");
    }

    private Task SaveAsync(string extension, string type, string text) =>
        Module().InvokeVoidAsync("save", PathExport.FileName(Title, extension), $"{type};charset=utf-8", text);

    private JsModule Module() => _module ??= new JsModule(JS, Scripts.Loom);
}
