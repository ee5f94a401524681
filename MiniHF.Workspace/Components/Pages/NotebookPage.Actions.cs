using System.Collections.Immutable;
using Microsoft.JSInterop;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.Pages;

/// <content>What the page does when it is asked to.</content>
public sealed partial class NotebookPage
{
    private (int Path, int Context)? _pathTokens;
    private (BranchId Focus, int Length, string Model)? _counted;
    private IReadOnlyList<string>? _tokenTexts;
    private ImmutableArray<int> _spelled;
    private bool _activityOpen;

    /// <summary>Does what a key asks for; called by the browser.</summary>
    /// <param name="action">An action of the table of keys.</param>
    /// <param name="number">The number key, where it is one.</param>
    /// <param name="cell">The cell the keyboard is in, if any.</param>
    /// <param name="branch">The card or node the keyboard is on, if any.</param>
    [JSInvokable]
    public Task DoKeyAsync(string action, int number, Guid? cell, Guid? branch) => InvokeAsync(async () =>
    {
        if (Session is not { } session)
        {
            return;
        }

        switch (action)
        {
            case "keys":
                _keysOpen = !_keysOpen;
                break;
            case "find":
                OpenFind("");
                break;
            case "add":
                _adding = true;
                break;
            case "leave" when _following?.Stop() == true:
                break;
            case "leave" when _history?.TryLeave() == true:
                break;
            case "history":
                await (_history?.OpenAsync() ?? Task.CompletedTask);
                break;
            case "undo":
                await session.UndoAsync();
                break;
            case "redo":
                await session.TryAsync(new RedoChange { By = session.Me });
                break;
            case "save":
                session.Toasts.Say("Saved. Everything is, as you type.");
                break;
            case "palette":
                await OpenPaletteAsync(cell is { } from ? new CellId(from) : null);
                break;
            case var asked when _commands?.Knows(asked) == true:
                await DoWithCellAsync(action, cell is { } here ? new CellId(here) : _active);
                break;
            default:
                CellId? target = cell is { } given ? new CellId(given) : _active;
                if (target is { } known && _views.GetValueOrDefault(known)?.Instance is IKeyedCell view)
                {
                    _active = known;
                    await view.DoAsync(action, number, branch is { } on ? new BranchId(on) : null);
                }

                break;
        }

        StateHasChanged();
    });

    /// <summary>Puts a cell where it was dropped; called by the browser.</summary>
    [JSInvokable]
    public Task DropCellAsync(Guid cell, Guid? above) => InvokeAsync(async () =>
    {
        if (Session is { } session && await session.TryAsync(new MoveCell(new CellId(cell), above is { } after ? new CellId(after) : null) { By = session.Me }))
        {
            _focusNext = new CellId(cell);
            StateHasChanged();
        }
    });

    private async Task DoWithCellAsync(string action, CellId? cell)
    {
        if (action is "insert-above" or "insert-below" && Session is { State.Order.IsEmpty: true })
        {
            await AddCellAsync(CellKind.Write, null);
        }
        else if (_commands is { } commands && (cell ?? Session?.State.Order.Select(id => (CellId?)id).FirstOrDefault()) is { } target)
        {
            _focusNext = await commands.DoAsync(action, target) ?? _focusNext;
            StateHasChanged();
        }
    }

    private void Activate(CellId cell)
    {
        _following?.Activated(cell);
        if (_active != cell)
        {
            _active = cell;
            Seat?.MoveTo(cell);
            _ = CountPathAsync();
            _ = SpellTokensAsync();
        }

        _navOpen = false;
    }

    private Task FollowAsync(PersonId person) => _following?.ToggleAsync(person) ?? Task.CompletedTask;

    /// <summary>Brings a cell into view and makes it the active one; the keyboard stays where it is.</summary>
    private async Task ShowAsync(CellId cell)
    {
        _active = cell;
        Seat?.MoveTo(cell);
        _ = CountPathAsync();
        StateHasChanged();
        _page ??= new JsModule(JS, Scripts.Page);
        await _page.InvokeVoidAsync("reveal", $"cell-{cell.Value:N}");
    }

    private async Task GoToStepAsync(HistoryStep step)
    {
        _activityOpen = false;
        if (step.Cell is { } cell)
        {
            await (step.Branch is { } branch ? GoToAsync(cell, branch) : ShowAsync(cell));
        }
    }

    private void OpenActivity() => (_activityOpen, _navOpen) = (true, false);

    private void CloseDrawers() => (_navOpen, _inspectorOpen) = (false, false);

    private async Task AddCellAsync(CellKind kind, CellId? after)
    {
        if (Session is { } session)
        {
            CellId id = CellId.New();
            CellId? last = session.State.Order.IsEmpty ? null : session.State.Order[^1];
            session.Opened = id;
            if (!await session.TryAsync(new AddCell(id, kind, after ?? last) { By = session.Me }))
            {
                return;
            }

            if (kind == CellKind.Write)
            {
                _active = id;
            }
            else if (kind is CellKind.Tune or CellKind.Chart)
            {
                // These have no field that waits for words: the keyboard is on the cell.
                _focusNext = id;
            }
        }
    }

    private Task AddBelowAsync(CellKind kind)
    {
        (_adding, _navOpen) = (false, false);
        return AddCellAsync(kind, _active);
    }

    private async Task<string> AddModelAsync(string directory, CancellationToken ct)
    {
        RefuseGuest();
        ModelEntry added = await Models.AddAsync(directory, await Person.GetAsync(), ct);
        RefreshModels();
        return added.Name;
    }

    private async Task<string> AddAdapterAsync(AdapterToAdd adapter, CancellationToken ct)
    {
        RefuseGuest();
        AdapterEntry added = await Models.AddAdapterAsync(adapter, await Person.GetAsync(), ct);
        RefreshModels();
        return added.Name;
    }

    /// <summary>The library is the workspace's; guests of a notebook use what is in it.</summary>
    private void RefuseGuest()
    {
        if (Session is { } session && Accounts.IsGuest(session.Me))
        {
            throw new UserFacingException("Guests use the models that are here. Ask somebody of the workspace to add it.");
        }
    }

    /// <summary>Spells the focus's tokens where the model that wrote them is in memory.</summary>
    private async Task SpellTokensAsync()
    {
        ImmutableArray<int> ids = ActiveFocus is { Status: not BranchStatus.Growing } focus ? focus.TokenIds : default;
        ModelEntry? model = ActiveGrowth is { } growth ? Session?.Models.FirstOrDefault(entry => entry.Name == growth.Model) : null;
        if (!_inspectorOpen || ids.IsDefaultOrEmpty || model is not { State: ModelState.Ready })
        {
            (_tokenTexts, _spelled) = (null, default);
            ForgetAlternatives();
            return;
        }

        if (_spelled == ids)
        {
            return;
        }

        (_tokenTexts, _spelled) = (null, ids);
        ForgetAlternatives();
        try
        {
            ITextGenerator generator = await Models.LoadAsync(model.Name, Closed);
            IReadOnlyList<string> texts = generator.TextsOf(ids);
            if (_spelled == ids)
            {
                _tokenTexts = texts;
                StateHasChanged();
                await LookUpAlternativesAsync(generator);
            }
        }
        catch (Exception e) when (e is UserFacingException or OperationCanceledException)
        {
            // The strip shows the same without the words.
        }
    }

    private void ToggleInspector()
    {
        _inspectorOpen = !_inspectorOpen;
        _ = SpellTokensAsync();
    }

    /// <summary>Counts the path's tokens where the model is in memory anyway; loading one for a figure would make people wait for nothing.</summary>
    private async Task CountPathAsync()
    {
        if (ActiveCell is not { } cell || ActiveFocus is not { Status: not BranchStatus.Growing } focus || ActiveModel is not { State: ModelState.Ready } model)
        {
            return;
        }

        string text = cell.Tree.TextOf(focus.Id);
        (BranchId, int, string) wanted = (focus.Id, text.Length, model.Name);
        if (_counted == wanted)
        {
            return;
        }

        _counted = wanted;
        try
        {
            ITextGenerator generator = await Models.LoadAsync(model.IsDefault ? "" : model.Name, Closed);
            int tokens = await Task.Run(() => generator.CountTokens(text), Closed);
            if (_counted == wanted)
            {
                _pathTokens = (tokens, generator.Model.ContextLength);
                StateHasChanged();
            }
        }
        catch (Exception e) when (e is UserFacingException or OperationCanceledException)
        {
            // The figure is left out; growing says what is wrong with the model.
            _pathTokens = null;
        }
    }
}
