using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.History;

/// <content>What can be done with a moment: name it, branch from it, see it with somebody's eyes.</content>
public sealed partial class HistoryBar
{
    private bool _naming;
    private bool _wantsName;
    private bool _copying;
    private string _name = "";
    private ElementReference _nameInput;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_wantsName && _naming)
        {
            _wantsName = false;
            await _nameInput.FocusAsync();
        }
    }

    private void BeginNaming()
    {
        StopPlaying();
        _naming = !_naming;
        _wantsName = _naming;
        _name = Named?.Name ?? "";
    }

    private async Task NameAsync()
    {
        if (await Session.StoreAsync(new NameMoment(At, _name) { By = Session.Me }))
        {
            await EndNamingAsync();
        }
    }

    private async Task ForgetAsync()
    {
        ForgetMoment forget = new(At) { By = Session.Me };
        if (await Session.StoreAsync(forget))
        {
            Session.Toasts.Say("The name is taken away.", "Undo", () => Session.StoreAsync(new UndoChange(forget.Id) { By = Session.Me }));
            await EndNamingAsync();
        }
    }

    private Task NameKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? EndNamingAsync() : Task.CompletedTask;

    private Task EndNamingAsync()
    {
        _naming = false;
        StateHasChanged();
        return _track?.FocusAsync() ?? Task.CompletedTask;
    }

    private async Task BranchAsync()
    {
        StopPlaying();
        _copying = true;
        long version = At;
        NotebookId copy = NotebookId.New();
        string from = Named?.Name ?? $"from event {Words.Number(version)}";
        string title = $"{Words.Opening(Titles.Of(Session.State), 120)} · {from}";
        try
        {
            await Copier.CopyAsync(Session.Now.Id, version, copy, title[..Math.Min(title.Length, 200)], Session.Me, Session.Closed);
            Session.Toasts.Say("A notebook of its own: it begins with everything up to that moment. The other one stays as it is.");
            Navigation.NavigateTo($"n/{copy.Value}");
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
        catch (OperationCanceledException) when (Session.Closed.IsCancellationRequested)
        {
            // The page was left; the copy may be there.
        }
        finally
        {
            _copying = false;
        }
    }

    /// <summary>
    /// The state with the places a person read at, for this reader's page: those of the person chosen, else of whoever moved last. A
    /// history is mostly what others did, and shows little from where one happened to sit.
    /// </summary>
    private NotebookState Seen(NotebookState state, BranchId? written)
    {
        foreach (WriteCell cell in state.Cells.Values.OfType<WriteCell>())
        {
            BranchId? place = written is { } fresh && cell.Tree.Branches.ContainsKey(fresh) ? fresh
                : _eyes is { } person && cell.Tree.Focus.TryGetValue(person, out BranchId? own) ? own : cell.Tree.LastFocus;
            if (!cell.Tree.Focus.TryGetValue(Session.Me, out BranchId? mine) || mine != place)
            {
                BranchTree tree = cell.Tree with { Focus = cell.Tree.Focus.SetItem(Session.Me, place) };
                state = state with { Cells = state.Cells.SetItem(cell.Id, cell with { Tree = tree }) };
            }
        }

        return state;
    }

    private Task ChooseEyesAsync(PersonId? person)
    {
        _eyes = person;
        return IsPast ? TurnAsync(At) : Task.CompletedTask;
    }

    private void TogglePanel() => _panel = _panel is null ? PanelKind.Steps : null;

    private void ShowPanel(PanelKind kind) => _panel = kind;

    private void ClosePanel()
    {
        _panel = null;
        StateHasChanged();
        _ = _track?.FocusAsync();
    }

    private void Pin(long? version) => _pinned = version;
}
