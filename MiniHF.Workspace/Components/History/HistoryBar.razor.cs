using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;

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
    private bool _opening;
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

    /// <summary>The event whose outcome the page shows.</summary>
    private long At => Session.Past?.Version ?? _history?.Version ?? 1;

    private NamedMoment? Named => Session.Now.Moments.GetValueOrDefault(At);

    private DateTimeOffset Now => Time.GetLocalNow();

    private string Headline => IsPast ? $"event {Words.Number(At)} · {HistoryWords.Time(Local(Step.At), Now)}" : $"now · event {Words.Number(At)}";

    private string Line => Named is { } named ? $"“{named.Name}”" : HistoryWords.CapitalFirst(HistoryWords.Sentence(Step, Session.NameOf));

    private string Told => HistoryWords.Position(Step, _history?.Version ?? 1, Session.NameOf, Now);

    private HistoryStep Step => _history?.Step(At) ?? throw new InvalidOperationException("The history is not open.");

    /// <summary>Opens the bar, or gives the keyboard to the slider where it is open.</summary>
    public async Task OpenAsync()
    {
        if (_history is not null)
        {
            await (_track?.FocusAsync() ?? Task.CompletedTask);
            return;
        }

        if (_opening)
        {
            return;
        }

        _opening = true;
        StateHasChanged();
        try
        {
            (_history, _lease) = await Histories.OpenAsync(Session.Now.Id, Session.Closed);
            Mark();
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
            _opening = false;
        }

        StateHasChanged();
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
        if (_catchingUp)
        {
            return;
        }

        _catchingUp = true;
        try
        {
            while (_history is { } history && history.Version < Session.Version && await history.CatchUpAsync(Session.Closed))
            {
            }

            // Somebody else's page may have read on for both.
            Mark();
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
        catch (OperationCanceledException) when (Session.Closed.IsCancellationRequested)
        {
            // As above.
        }
        finally
        {
            _catchingUp = false;
        }
    }

    private void Mark()
    {
        if (_history is { } history && history.Version != _marked)
        {
            IReadOnlyList<HistoryStep> steps = history.Steps();
            (_marks, _marked, _playback) = (TrackMarks.Of(steps), history.Version, new Playback(steps));
        }
    }

    /// <summary>Turns the page to the moment right after an event; to now for the last one.</summary>
    private void Go(long version)
    {
        StopPlaying();
        Turn(version);
    }

    private void Turn(long version)
    {
        if (_history is { } history)
        {
            Session.Show(version >= history.Version ? null : new PastMoment(version, Seen(history.At(version), history.Step(version).Written)));
            StateHasChanged();
        }
    }

    private void ReturnToNow() => Go(long.MaxValue);

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
        (_panel, _naming, _pinned, _marked) = (null, false, null, 0);
        _lease?.Dispose();
        (_lease, _history) = (null, null);
        Session.Show(null);
        StateHasChanged();
    }

    private string Tell(long version) => _history?.Step(version) is { } step
        ? $"Event {Words.Number(version)} · {HistoryWords.Time(Local(step.At), Now)}{(Session.Now.Moments.GetValueOrDefault(version) is { } named ? $" · “{named.Name}”" : "")}\n{HistoryWords.CapitalFirst(HistoryWords.Sentence(step, Session.NameOf))}"
        : "";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Time.LocalTimeZone);
}
