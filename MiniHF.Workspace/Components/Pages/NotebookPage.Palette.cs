using MiniHF.Workspace.Components.Palette;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Pages;

/// <content>The palette.</content>
public sealed partial class NotebookPage
{
    // What the browser does by itself, at a key too.
    private static readonly string[] s_browsers = ["write", "cell-next", "cell-previous", "run-next"];

    private IReadOnlyList<PaletteItem> _palette = [];

    private async Task OpenPaletteAsync(CellId? cell)
    {
        if (Session is not { } session)
        {
            return;
        }

        _active = cell ?? _active;
        IReadOnlyList<NotebookSummary> notebooks = await Library.ListAsync(session.Me, Closed);
        _palette = NotebookPalette.Of(session, _active, notebooks, new NotebookDoings(ActAsync, AddBelowAsync, GoToAsync, OpenAsync, ShowAsync), Accounts.IsGuest(session.Me));
        _paletteOpen = true;
    }

    private async Task ChooseAsync(PaletteItem chosen)
    {
        // First the palette goes, and the keyboard back to where it was.
        _paletteOpen = false;
        StateHasChanged();
        await chosen.Do();
        StateHasChanged();
    }

    private Task ActAsync(string action, int number) => s_browsers.Contains(action) && _keys is not null
        ? _keys.InvokeVoidAsync("perform", action, _active?.Value)
        : DoKeyAsync(action, number, _active?.Value, null);

    private Task GoToAsync(CellId cell)
    {
        _focusNext = cell;
        return Task.CompletedTask;
    }

    private Task OpenAsync(string address)
    {
        Navigation.NavigateTo(address.Length == 0 ? "/" : address);
        return Task.CompletedTask;
    }

    private Task ShowAsync(string sheet)
    {
        switch (sheet)
        {
            case "share":
                _sharing = true;
                break;
            case "inspector":
                ToggleInspector();
                break;
            case "defaults":
                _defaultsOpen = true;
                break;
        }

        return Task.CompletedTask;
    }
}
