using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Constitutions;

/// <summary>
/// Where a constitution is written. The browser owns the text, keeps every keystroke and paints line numbers, headers and slots; what is wrong with
/// the text is found here, a moment after it was typed.
/// </summary>
public sealed partial class ConstitutionEditor : MemoComponent, IAsyncDisposable
{
    private static readonly (string Slot, string Meaning)[] s_slots =
    [
        ("{preamble}", "What stands in the preamble"),
        ("{prompt}", "The text that was continued"),
        ("{response}", "The continuation"),
        ("{text}", "Both, as one text"),
        ("{parent_q}", "The first question with its answer, for a Bayesian evaluation"),
    ];

    private ElementReference _text;
    private ElementReference _mirror;
    private JsModule? _module;
    private DotNetObjectReference<ConstitutionEditor>? _self;
    private object? _marked;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>The saved text; read once, when the editor opens.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The version that is; 0 for none.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>What the browser keeps the draft under.</summary>
    [Parameter, EditorRequired]
    public required string DraftKey { get; set; }

    /// <summary>What is wrong with the text as it stands; null where it can be used.</summary>
    [Parameter]
    public ConstitutionFormatException? Problem { get; set; }

    [Parameter]
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>The text changed; the version it was begun from comes with it.</summary>
    [Parameter]
    public EventCallback<(string Text, int Based)> OnText { get; set; }

    /// <summary>A version was asked for by key.</summary>
    [Parameter]
    public EventCallback OnSave { get; set; }

    /// <summary>A trial was asked for by key.</summary>
    [Parameter]
    public EventCallback OnRun { get; set; }

    protected override object RenderKey => (Problem?.Message, string.Join('\n', Warnings));

    /// <summary>Called by the browser a moment after somebody typed.</summary>
    [JSInvokable]
    public Task TextChangedAsync(string text, int based) => InvokeAsync(() => OnText.InvokeAsync((text, based)));

    [JSInvokable]
    public Task SaveAsync() => InvokeAsync(() => OnSave.InvokeAsync());

    [JSInvokable]
    public Task RunAsync() => InvokeAsync(() => OnRun.InvokeAsync());

    /// <summary>Puts another text there, as if somebody had typed it.</summary>
    public Task ReplaceAsync(string text) => _module?.InvokeVoidAsync("replace", _text, text) ?? Task.CompletedTask;

    /// <summary>Says that a version with this text was saved: the draft of it may be forgotten.</summary>
    public Task SavedAsync(string text, int version) => _module?.InvokeVoidAsync("saved", _text, text, version) ?? Task.CompletedTask;

    /// <summary>Puts the cursor on a line, from 1.</summary>
    public Task GoToAsync(int line) => _module?.InvokeVoidAsync("goTo", _text, line) ?? Task.CompletedTask;

    private Task InsertAsync(string slot) => _module?.InvokeVoidAsync("insert", _text, slot) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _text);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Constitution);
            _self = DotNetObjectReference.Create(this);
            await _module.InvokeVoidAsync("attach", _text, _mirror, _self, DraftKey, Text, Version);
        }

        if (_module is not null && !RenderKey.Equals(_marked))
        {
            _marked = RenderKey;
            await _module.InvokeVoidAsync("mark", _text, Problem?.Line ?? 0, Warnings.Select(LineOf).ToArray());
        }
    }

    /// <summary>Warnings begin with "Line 3: ".</summary>
    private static int LineOf(string warning) =>
        int.TryParse(warning.AsSpan(Math.Min(5, warning.Length)).ToString().Split(':')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int line) ? line : 0;
}
