using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs.Replay;

namespace MiniHF.Workspace.Components.History;

/// <summary>The slider under a notebook: a thin strip until it is used; then every moment of the notebook, to drag to, play and tell apart.</summary>
public sealed partial class HistoryBar : ComponentBase, IDisposable
{
    private NotebookHistory? _history;
    private IDisposable? _lease;
    private HistoryTrack? _track;
    private TrackMarks _marks = TrackMarks.Of([]);
    private IReadOnlyList<NamedMoment> _named = [];
    private long _marked;
    private HistoryStep? _shown;
    private int _wishes;
    private bool _isRead;
    private bool _catchingUp;
    private PanelKind? _panel;
    private long? _pinned;
    private PersonId? _eyes;

    [Inject]
    public required NotebookHistories Histories { get; init; }

    [Inject]
    public required NotebookCopier Copier { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    private bool IsPast => Session.Past is not null;

    /// <summary>The notebook's last event.</summary>
    private long Last => Math.Max(Math.Max(_history?.Version ?? 0, Session.Version), 1);

    /// <summary>The event whose outcome the page shows.</summary>
    private long At => Session.Past?.Version ?? Last;

    private NamedMoment? Named => Session.Now.Moments.GetValueOrDefault(At);

    private DateTimeOffset Now => Time.GetLocalNow();

    private string Headline => IsPast ? $"event {Words.Number(At)}{(Step is { } step ? $" · {HistoryWords.Time(Local(step.At), Now)}" : "")}" : $"now · event {Words.Number(At)}";

    private string Line => Named is { } named ? $"“{named.Name}”" : Step is { } step ? HistoryWords.CapitalFirst(HistoryWords.Sentence(step, Session.NameOf)) : "Reading what happened…";

    private string Told => Step is { } step ? HistoryWords.Position(step, Last, Session.NameOf, Now) : $"Event {Words.Number(At)} of {Words.Number(Last)}";

    /// <summary>Null until it was read.</summary>
    private HistoryStep? Step => IsPast ? _shown : _history?.Step(At);

    /// <summary>Opens the bar, or gives the keyboard to the slider where it is open. It can be used at once; what happened when follows.</summary>
    public Task OpenAsync()
    {
        if (_history is not null)
        {
            return _track?.FocusAsync() ?? Task.CompletedTask;
        }

        (_history, _lease) = Histories.Take(Session.Now.Id);
        StateHasChanged();
        return CatchUpAsync();
    }

    public void Dispose()
    {
        StopPlaying();
        _lease?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_history is { } history && history.Notebook != Session.Now.Id)
        {
            Close();
        }

        _named = Session.Now.Moments.Count == _named.Count && Session.Now.Moments.Values.SequenceEqual(_named) ? _named : [.. Session.Now.Moments.Values];
        await CatchUpAsync();
    }

    /// <summary>The bar grows with the notebook while it is open.</summary>
    private async Task CatchUpAsync()
    {
        if (_catchingUp || _history is not { } history)
        {
            return;
        }

        _catchingUp = true;
        try
        {
            // Off this page's thread: a long notebook takes some hundred milliseconds to fold.
            while (history.Version < Session.Version && await Task.Run(() => history.CatchUpAsync(Session.Closed), Session.Closed))
            {
            }
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
        catch (OperationCanceledException) when (Session.Closed.IsCancellationRequested)
        {
            // The page was left meanwhile.
        }
        finally
        {
            _catchingUp = false;
        }

        // Somebody else's page may have read on for both.
        if (ReferenceEquals(history, _history))
        {
            _isRead |= history.Version >= Session.Version;
            Mark();
            StateHasChanged();
        }
    }

    private void Mark()
    {
        if (_history is { } history && history.Version != _marked)
        {
            IReadOnlyList<HistoryStep> steps = history.Steps();
            (_marks, _marked, _playback) = (TrackMarks.Of(steps), steps.Count, new Playback(steps));
        }
    }

    /// <summary>Turns the page to the moment right after an event; to now for the last one.</summary>
    private Task GoAsync(long version)
    {
        StopPlaying();
        return TurnAsync(version);
    }

    /// <summary>Of several wishes that wait for the store only the newest is shown.</summary>
    private async Task TurnAsync(long version)
    {
        int wish = ++_wishes;
        if (_history is not { } history)
        {
            return;
        }

        try
        {
            PastMoment? past = null;
            HistoryStep? step = null;
            if (version < Last)
            {
                (NotebookState state, step) = await history.MomentAsync(version, Session.Closed);
                past = MomentOf(step, state);
            }

            if (wish == _wishes && ReferenceEquals(history, _history))
            {
                _shown = step;
                Session.Show(past);
                StateHasChanged();
            }
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
        catch (OperationCanceledException) when (Session.Closed.IsCancellationRequested)
        {
            // As above.
        }
    }

    private PastMoment MomentOf(HistoryStep step, NotebookState state) => new(step.Version, Seen(state, step.Written))
    {
        // Copied events have new places, and kept their times.
        Place = new ReplayPlace(Session.Now.Origin is { } origin && step.Version <= origin.Version ? null : step.Position, step.At),
    };

    private Task ReturnToNowAsync() => GoAsync(long.MaxValue);

    /// <summary>Esc: closes what lies over the bar, then the bar. False where nothing is open.</summary>
    public bool TryLeave()
    {
        bool open = _history is not null;
        if (open)
        {
            Leave();
        }

        return open;
    }

    private void Leave()
    {
        if (_naming)
        {
            _ = EndNamingAsync();
            return;
        }

        if (_panel is not null)
        {
            ClosePanel();
            return;
        }

        Close();
    }

    private void Close()
    {
        StopPlaying();
        (_panel, _naming, _pinned, _marked, _isRead, _shown) = (null, false, null, 0, false, null);
        _lease?.Dispose();
        (_lease, _history) = (null, null);
        Session.Show(null);
        StateHasChanged();
    }

    private string Tell(long version) => _history?.Step(version) is { } step
        ? $"Event {Words.Number(version)} · {HistoryWords.Time(Local(step.At), Now)}{(Session.Now.Moments.GetValueOrDefault(version) is { } named ? $" · “{named.Name}”" : "")}\n{HistoryWords.CapitalFirst(HistoryWords.Sentence(step, Session.NameOf))}"
        : $"Event {Words.Number(version)}";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Time.LocalTimeZone);
}
