using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>For somebody who came to judge and has nothing else to do here: large text, keys everywhere, swipes on a phone.</summary>
public sealed partial class RatePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private LiveNotebook? _notebook;
    private NotebookSession? _session;
    private RatingDesk? _desk;
    private IDisposable? _changes;
    private Seat? _presence;
    private string? _problem;
    private bool _missing;
    private bool _shut;
    private bool _resultsOpen;
    private bool _sharing;

    [Inject]
    public required NotebookLibrary Library { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    /// <summary>The notebook.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The rate cell that asks; where none is named, the first, or the usual questions about all of the notebook.</summary>
    [Parameter]
    public Guid? Cell { get; set; }

    private string Title => _session is { } session ? $"Rate · {Titles.Of(session.State)} · MiniHF" : "MiniHF";

    private IReadOnlyList<RateCell> Cells => _session is { } session
        ? [.. session.State.Order.Select(id => session.State.Cells.GetValueOrDefault(id)).OfType<RateCell>()]
        : [];

    public async ValueTask DisposeAsync()
    {
        _changes?.Dispose();
        _presence?.Dispose();
        await _closed.CancelAsync();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_session?.State.Id.Value != Id)
        {
            await LoadAsync();
        }

        if (_session is { } session)
        {
            CellId? asks = Cells.Any(cell => cell.Id.Value == Cell) ? new CellId(Cell ?? default) : Cells.FirstOrDefault()?.Id;
            _presence?.MoveTo(asks);
            _desk = _desk is { } desk && desk.Session == session && desk.Asks == asks ? desk : new RatingDesk(session, asks);
        }
    }

    private async Task LoadAsync()
    {
        _changes?.Dispose();
        _presence?.Dispose();
        (_problem, _missing, _shut, _session, _desk) = (null, false, false, null, null);
        try
        {
            PersonId me = await Person.GetAsync();
            _notebook = await Library.OpenAsync(new NotebookId(Id), me, _closed.Token);
            if (_notebook is not { } notebook)
            {
                _missing = true;
                return;
            }

            _session = new NotebookSession(me, notebook.ExecuteAsync, notebook.StreamOf, Accounts.NameOf, Toasts, _closed.Token);
            _presence = notebook.Join(me);
            Read();
            _changes = notebook.Subscribe(() => InvokeAsync(Refresh));
        }
        catch (ClosedNotebookException)
        {
            _shut = true;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page was left before it was loaded.
        }
    }

    private void Refresh()
    {
        if (!_closed.IsCancellationRequested)
        {
            if (_notebook is { } notebook && _session is { } session && notebook.RoleOf(session.Me) is null)
            {
                _changes?.Dispose();
                _presence?.Dispose();
                (_shut, _session, _desk) = (true, null, null);
            }

            Read();
            StateHasChanged();
        }
    }

    private void Read()
    {
        if (_notebook is { } notebook && _session is { } session)
        {
            session.State = notebook.State;
            session.Version = notebook.Version;
            session.Role = notebook.RoleOf(session.Me) ?? NotebookRole.Reader;
        }
    }
}
