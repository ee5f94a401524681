using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.History;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.People;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>A notebook: kept up with everybody's changes while it is open.</summary>
public sealed partial class NotebookPage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Dictionary<CellId, DynamicComponent?> _views = [];
    private readonly HashSet<CellId> _kept = [];
    private readonly Dictionary<CellId, (EventCallback Activate, EventCallback<string> Do)> _doings = [];
    private readonly Doings<CellKind> _adds;
    private LiveNotebook? _notebook;
    private NotebookSession? _session;
    private IDisposable? _changes;
    private HistoryBar? _history;
    private IDisposable? _modelChanges;
    private Seat? _presence;
    private Following? _following;
    private Throughput? _throughput;
    private JsModule? _keys;
    private JsModule? _page;
    private DotNetObjectReference<NotebookPage>? _self;
    private CellCommands? _commands;
    private CellId? _active;
    private CellId? _focusNext;
    private double _tokensPerSecond;
    private string? _problem;
    private bool _missing;
    private bool _shut;
    private bool _navOpen;
    private bool _inspectorOpen;
    private bool _sharing;
    private bool _adding;
    private bool _keysOpen;
    private bool _paletteOpen;
    private bool _defaultsOpen;

    public NotebookPage() => _adds = new Doings<CellKind>(kind => AddCellAsync(kind, null));

    [Inject]
    public required NotebookLibrary Library { get; init; }

    [Inject]
    public required ModelLibrary Models { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    private string Title => _session is { } session ? $"{Titles.Of(session.State)} · MiniHF" : "MiniHF";

    /// <summary>The text that is worked with: the active cell, or the one above a cell that works on a text.</summary>
    private WriteCell? ActiveCell => _active is { } active && _session is { } session
        ? session.WriteCell(active) ?? session.State.Order.Take(session.State.Order.IndexOf(active) + 1).Reverse().Select(session.WriteCell).OfType<WriteCell>().FirstOrDefault()
        : null;

    private Branch? ActiveFocus => _session is { } session ? ActiveCell?.Tree.FocusOf(session.Me) : null;

    private Growth? ActiveGrowth => ActiveFocus?.Growth is { } growth ? _session?.State.Growths.GetValueOrDefault(growth) : null;

    private ModelEntry? ActiveModel => _session?.Models.FirstOrDefault(model =>
        ActiveCell is { Settings.Model: { Length: > 0 } name } ? model.Name == name : model.IsDefault);

    public async ValueTask DisposeAsync()
    {
        _changes?.Dispose();
        _modelChanges?.Dispose();
        _presence?.Dispose();
        await NoteVisitAsync();
        await _closed.CancelAsync();
        if (_keys is not null)
        {
            await _keys.InvokeVoidAsync("detach");
            await _keys.DisposeAsync();
        }

        if (_page is not null)
        {
            await _page.DisposeAsync();
        }

        _self?.Dispose();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_session?.Now.Id.Value != Id)
        {
            await LoadAsync();
        }

        await GoToAskedBranchAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_keys is null && _session is not null)
        {
            _keys = new JsModule(JS, Scripts.Keys);
            _self = DotNetObjectReference.Create(this);
            await _keys.InvokeVoidAsync("attach", _self, NotebookKeys.ForBrowser, Time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        // A cell that was just made is there only once the page has heard of it.
        if (_focusNext is { } next && _keys is not null && _session?.State.Order.Contains(next) == true)
        {
            _focusNext = null;
            await _keys.InvokeVoidAsync("focusCell", next.Value);
        }
    }

    private async Task LoadAsync()
    {
        _changes?.Dispose();
        _presence?.Dispose();
        _modelChanges?.Dispose();
        (_problem, _missing, _shut, _session) = (null, false, false, null);
        _views.Clear();
        _kept.Clear();
        try
        {
            PersonId me = await Person.GetAsync();
            _notebook = await Library.OpenAsync(new NotebookId(Id), me, _closed.Token);
            if (_notebook is not { } notebook)
            {
                _missing = true;
                return;
            }

            DateTimeOffset? left = await Visits.LastAsync(notebook.Id, me, _closed.Token);
            _throughput = new Throughput(Time);
            _session = new NotebookSession(me, notebook.ExecuteAsync, notebook.StreamOf, Accounts.NameOf, Toasts, _closed.Token)
            {
                DraftOf = notebook.DraftOf,
                Newest = () => notebook.State,
                CatchUp = notebook.CatchUpAsync,
                AddModel = AddModelAsync,
                AddAdapter = AddAdapterAsync,
                RemoveAdapter = async (name, ct) =>
                {
                    RefuseGuest();
                    await Models.RemoveAdapterAsync(name, await Person.GetAsync(), ct);
                },
                Spell = SpellAsync,
                NameBranches = (cell, branches, ct) => notebook.NameAsync(cell, branches, me, ct),
                IsNaming = notebook.IsNaming,
                LeftAt = left,
            };
            _session.MomentChanged += StateHasChanged;
            _commands = new CellCommands(_session, cell => _views.GetValueOrDefault(cell)?.Instance);
            _presence = notebook.Join(me);
            _following = new Following(_session, cell => _ = ShowAsync(cell));
            Read();
            _active = _session.State.Order.Where(id => _session.WriteCell(id) is not null).Select(id => (CellId?)id).FirstOrDefault();
            _presence.MoveTo(_active);
            _changes = notebook.Subscribe(() => InvokeAsync(Refresh));
            (_session.Models, _session.Adapters) = (Models.List(), Models.ListAdapters());
            _modelChanges = Models.Subscribe(() => InvokeAsync(RefreshModels));
            Refresh();
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
        if (_closed.IsCancellationRequested)
        {
            return;
        }

        if (_notebook is { } notebook && _session is { } session && notebook.RoleOf(session.Me) is null)
        {
            Shut();
            return;
        }

        Read();
        KeepPlaces();
        _ = _following?.StepAsync();
        _ = CountPathAsync();
        _ = SpellTokensAsync();
        StateHasChanged();
    }

    /// <summary>Somebody took this person's role while they had the notebook open.</summary>
    private void Shut()
    {
        _changes?.Dispose();
        _presence?.Dispose();
        _modelChanges?.Dispose();
        (_shut, _session, _notebook) = (true, null, null);
        StateHasChanged();
    }

    /// <summary>Whoever sees a text for the first time keeps the place where they came in: without one of their own, their page would turn whenever somebody else turns theirs.</summary>
    private void KeepPlaces()
    {
        if (_session is not { Past: null } session)
        {
            return;
        }

        foreach (WriteCell cell in session.State.Order.Select(session.WriteCell).OfType<WriteCell>())
        {
            if (cell.Tree.LastFocus is { } place && !cell.Tree.Focus.ContainsKey(session.Me) && _kept.Add(cell.Id))
            {
                _ = session.StoreAsync(new FocusBranch(cell.Id, place) { By = session.Me });
            }
        }
    }

    private void RefreshModels()
    {
        if (_session is { } session)
        {
            (session.Models, session.Adapters) = (Models.List(), Models.ListAdapters());
        }

        _ = CountPathAsync();
        _ = SpellTokensAsync();
        StateHasChanged();
    }

    /// <summary>Takes the notebook as it is now: one state for the whole page.</summary>
    private void Read()
    {
        if (_notebook is not { } notebook || _session is not { } session)
        {
            return;
        }

        session.State = notebook.State;
        session.Version = notebook.Version;
        session.Role = notebook.RoleOf(session.Me) ?? NotebookRole.Reader;
        IReadOnlyList<Presence> people = notebook.People;
        session.People = people.SequenceEqual(session.People) ? session.People : people;
        List<StreamedText> streams = [.. session.State.Growths.Values
            .Where(growth => growth.Status == BranchStatus.Growing)
            .SelectMany(growth => growth.Branches)
            .Select(notebook.StreamOf)
            .OfType<StreamedText>()];
        _tokensPerSecond = _throughput?.Note(streams.Sum(stream => (long)stream.Tokens), streams.Count > 0) ?? 0;
        if (_active is { } active && !session.State.Order.Contains(active))
        {
            _active = null;
        }
    }

    /// <summary>What is done with a cell, the same at each rendering.</summary>
    private (EventCallback Activate, EventCallback<string> Do) DoingsOf(CellId cell)
    {
        if (!_doings.TryGetValue(cell, out (EventCallback Activate, EventCallback<string> Do) doings))
        {
            _doings[cell] = doings = (
                EventCallback.Factory.Create(this, () => Activate(cell)),
                EventCallback.Factory.Create<string>(this, action => DoWithCellAsync(action, cell)));
        }

        return doings;
    }

    private Dictionary<string, object> ParametersOf(NotebookSession session, Cell cell) => new(StringComparer.Ordinal)
    {
        ["Session"] = session,
        ["Cell"] = cell,
        ["IsActive"] = cell.Id == _active,
    };
}
