using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Palette;

/// <summary>Finds whatever can be done by some letters of its name, and does it.</summary>
public sealed partial class CommandPalette : ComponentBase, IAsyncDisposable
{
    // More than anybody reads; letters narrow it down.
    private const int Most = 80;

    private IReadOnlyList<(PaletteItem Item, IReadOnlyList<int> Places)> _shown = [];
    private string _typed = "";
    private int _at;
    private JsModule? _module;
    private bool _moved;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>Everything there is, in the order shown while nothing is typed.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<PaletteItem> Items { get; set; }

    /// <summary>Closes the palette and then does what was chosen.</summary>
    [Parameter]
    public EventCallback<PaletteItem> OnChoose { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IReadOnlyList<(PaletteItem Item, IReadOnlyList<int> Places)> Shown => _shown;

    public ValueTask DisposeAsync() => _module?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override void OnInitialized() => Search();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moved)
        {
            _moved = false;
            await (_module ??= new JsModule(JS, Scripts.Page)).InvokeVoidAsync("reveal", IdOf(_at));
        }
    }

    private static string IdOf(int at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"palette-{at}");

    /// <summary>The label cut where letters that fit begin and end.</summary>
    private static IEnumerable<(string Piece, bool Hit)> PiecesOf(string label, IReadOnlyList<int> places)
    {
        int from = 0;
        for (int at = 1; at <= label.Length; at++)
        {
            if (at == label.Length || places.Contains(at) != places.Contains(from))
            {
                yield return (label[from..at], places.Contains(from));
                from = at;
            }
        }
    }

    private void Find(ChangeEventArgs change)
    {
        _typed = change.Value?.ToString() ?? "";
        Search();
    }

    private void Search()
    {
        _at = 0;
        _moved = true;
        _shown = string.IsNullOrWhiteSpace(_typed)
            ? [.. Items.Take(Most).Select(item => (item, (IReadOnlyList<int>)[]))]
            : [.. Items
                .Select(item => (item, match: PaletteMatch.Of($"{item.Label} {item.Group}", _typed)))
                .Where(found => found.match is not null)
                .OrderByDescending(found => found.match!.Score) // just filtered
                .Take(Most)
                .Select(found => (found.item, found.match!.Places))];
    }

    private void Point(int at) => _at = at;

    private Task KeyAsync(KeyboardEventArgs key)
    {
        int last = Math.Max(0, Shown.Count - 1);
        (_at, _moved) = key.Key switch
        {
            "ArrowDown" => (_at >= last ? 0 : _at + 1, true),
            "ArrowUp" => (_at <= 0 ? last : _at - 1, true),
            "PageDown" => (Math.Min(last, _at + 8), true),
            "PageUp" => (Math.Max(0, _at - 8), true),
            _ => (_at, _moved),
        };
        return key.Key == "Enter" && Shown.Count > 0 ? ChooseAsync(Shown[Math.Min(_at, last)].Item) : Task.CompletedTask;
    }

    private Task ChooseAsync(PaletteItem item) => OnChoose.InvokeAsync(item);
}
