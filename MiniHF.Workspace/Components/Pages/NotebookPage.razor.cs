using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Cells;
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
public sealed partial class NotebookPage : LiveNotebookPage
{
    private readonly Dictionary<CellId, DynamicComponent?> _views = [];
    private readonly HashSet<CellId> _kept = [];
    private readonly Dictionary<CellId, (EventCallback Activate, EventCallback<string> Do)> _doings = [];
    private readonly Doings<CellKind> _adds;
    private HistoryBar? _history;
    private IDisposable? _modelChanges;
    private Following? _following;
    private Throughput? _throughput;
    private JsModule? _keys;
    private JsModule? _page;
    private DotNetObjectReference<NotebookPage>? _self;
    private CellCommands? _commands;
    private CellId? _active;
    private CellId? _focusNext;
    private double _tokensPerSecond;
    private bool _navOpen;
    private bool _inspectorOpen;
    private bool _sharing;
    private bool _adding;
    private bool _keysOpen;
    private bool _paletteOpen;
    private bool _defaultsOpen;

    public NotebookPage() => _adds = new Doings<CellKind>(kind => AddCellAsync(kind, null));

    [Inject]
    public required ModelLibrary Models { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    private string Title => Session is { } session ? $"{Titles.Of(session.State)} · MiniHF" : "MiniHF";

    /// <summary>The text that is worked with: the active cell, or the one above a cell that works on a text.</summary>
    private WriteCell? ActiveCell => _active is { } active && Session is { } session
        ? session.WriteCell(active) ?? session.State.Order.Take(session.State.Order.IndexOf(active) + 1).Reverse().Select(session.WriteCell).OfType<WriteCell>().FirstOrDefault()
        : null;

    private Branch? ActiveFocus => Session is { } session ? ActiveCell?.Tree.FocusOf(session.Me) : null;

    private Growth? ActiveGrowth => ActiveFocus?.Growth is { } growth ? Session?.State.Growths.GetValueOrDefault(growth) : null;

    private ModelEntry? ActiveModel => Session?.Models.FirstOrDefault(model =>
        ActiveCell is { Settings.Model: { Length: > 0 } name } ? model.Name == name : model.IsDefault);

    protected override async Task OnParametersSetAsync()
    {
        await OpenAskedAsync();
        await GoToAskedBranchAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_keys is null && Session is not null)
        {
            _keys = new JsModule(JS, Scripts.Keys);
            _self = DotNetObjectReference.Create(this);
            await _keys.InvokeVoidAsync("attach", _self, NotebookKeys.ForBrowser, Time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        // A cell that was just made is there only once the page has heard of it.
        if (_focusNext is { } next && _keys is not null && Session?.State.Order.Contains(next) == true)
        {
            _focusNext = null;
            await _keys.InvokeVoidAsync("focusCell", next.Value);
        }
    }

    protected override async ValueTask LeaveAsync()
    {
        await base.LeaveAsync();
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
    }

    protected override async Task<NotebookSession> MakeSessionAsync(LiveNotebook notebook, PersonId me) =>
        new(me, notebook.ExecuteAsync, notebook.StreamOf, Accounts.NameOf, Toasts, Closed)
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
            Visit = await Visits.OpenAsync(notebook.Id, me, notebook.State, Time.GetUtcNow(), Closed),
            Saw = branches => Visits.NoteAsync(notebook.Id, me, branches, CancellationToken.None),
        };

    protected override void Opened(NotebookSession session, Seat seat)
    {
        _throughput = new Throughput(Time);
        session.MomentChanged += StateHasChanged;
        _commands = new CellCommands(session, cell => _views.GetValueOrDefault(cell)?.Instance);
        _following = new Following(session, cell => _ = ShowAsync(cell));
        _active = session.State.Order.Where(id => session.WriteCell(id) is not null).Select(id => (CellId?)id).FirstOrDefault();
        seat.MoveTo(_active);
        (session.Models, session.Adapters) = (Models.List(), Models.ListAdapters());
        _modelChanges = Models.Subscribe(() => InvokeAsync(RefreshModels));
    }

    protected override void Changed()
    {
        KeepPlaces();
        _ = _following?.StepAsync();
        _ = CountPathAsync();
        _ = SpellTokensAsync();
        StateHasChanged();
    }

    protected override void Left()
    {
        _modelChanges?.Dispose();
        _views.Clear();
        _kept.Clear();
        (_following, _commands, _active) = (null, null, null);
    }

    protected override void Read(LiveNotebook notebook, NotebookSession session)
    {
        base.Read(notebook, session);
        IReadOnlyList<Presence> people = notebook.People;
        session.People = people.SequenceEqual(session.People) ? session.People : people;
        List<StreamedText> streams = [.. GrowthsByState.Of(session.State).Running
            .SelectMany(growth => growth.Branches)
            .Select(notebook.StreamOf)
            .OfType<StreamedText>()];
        _tokensPerSecond = _throughput?.Note(streams.Sum(stream => (long)stream.Tokens), streams.Count > 0) ?? 0;
        if (_active is { } active && !session.State.Order.Contains(active))
        {
            _active = null;
        }
    }

    /// <summary>Whoever sees a text for the first time keeps the place where they came in: without one of their own, their page would turn whenever somebody else turns theirs.</summary>
    private void KeepPlaces()
    {
        if (Session is not { Past: null } session)
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
        if (Session is { } session)
        {
            (session.Models, session.Adapters) = (Models.List(), Models.ListAdapters());
        }

        _ = CountPathAsync();
        _ = SpellTokensAsync();
        StateHasChanged();
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
