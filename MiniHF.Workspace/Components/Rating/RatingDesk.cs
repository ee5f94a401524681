using System.Collections.Immutable;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>
/// Where one person judges: what is before them, what they say of it, and how they take it back. What is before them stays there until they have
/// answered, whatever others do meanwhile.
/// </summary>
/// <param name="session">Whose page it is.</param>
/// <param name="asks">The rate cell that asks; null where a page asks without one.</param>
public sealed class RatingDesk(NotebookSession session, CellId? asks)
{
    private readonly Stack<(RatingItemKey Key, Guid Command)> _answered = new();
    private (object Cells, object Order, object Judgements, RateSettings Settings) _seen;
    private RatingQueue _queue = RatingQueue.Empty;
    private RatingReport? _report;
    private RatingItemKey? _current;
    private bool _again;
    private bool _busy;

    public NotebookSession Session { get; } = session;

    public CellId? Asks { get; } = asks;

    public RateSettings Settings => Asks is { } cell && Session.State.Cells.GetValueOrDefault(cell) is RateCell rate ? rate.Settings : RateSettings.Default;

    /// <summary>Nothing can be answered while the page shows the past.</summary>
    public bool IsPast => Session.Past is not null || !Session.CanRate;

    public RatingQueue Queue
    {
        get
        {
            Look();
            return _queue;
        }
    }

    /// <summary>What came of asking so far.</summary>
    public RatingReport Report
    {
        get
        {
            Look();
            return _report ??= RatingReport.Of(Session.State, Settings, Asks);
        }
    }

    /// <summary>The judgement the person thinks again about.</summary>
    public Judgement? Revised { get; private set; }

    /// <summary>What is before them; null once they have answered everything.</summary>
    public RatingItem? Item
    {
        get
        {
            if (Revised is { } judgement && Session.State.Judgements.GetValueOrDefault(judgement.Id) is { Retracted: false } standing)
            {
                return new RatingItem(standing.Text, ParentOf(standing), standing.Protocol, standing.Shown) { Mine = standing, Repeats = standing.Repeats is { } first ? Session.State.Judgements.GetValueOrDefault(first) : null };
            }

            RatingItem? item = _current is { } key && Queue.Find(key) is { IsDone: false } kept && (_again || !kept.IsSkipped) ? kept : Queue.Next(_again);
            _current = item?.Key;
            return item;
        }
    }

    /// <summary>What this person judged here, newest first.</summary>
    public IEnumerable<Judgement> Own => Session.State.Judgements.Values
        .Where(judgement => judgement.By == Session.Me && !judgement.Retracted && (Asks is null || judgement.Asked == Asks))
        .OrderByDescending(judgement => judgement.At).ThenByDescending(judgement => judgement.Id.Value);

    /// <summary>Says what the person makes of what is before them. An empty answer passes it over.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> AnswerAsync(IReadOnlyList<int> values, string? comment)
    {
        // A key pressed twice in one breath was meant for one text: nobody has read the next one yet.
        if (_busy || Item is not { } item)
        {
            return false;
        }

        _busy = true;
        try
        {
            NotebookCommand command = item.Mine is { } mine && (item.Protocol != JudgementProtocol.Thumb || values.Count == 0)
                ? new ReviseJudgement(mine.Id, Ordered(values, item.Shown, mine.Shown), comment ?? mine.Comment) { By = Session.Me }
                : new GiveJudgement(JudgementId.New(), item.Text, item.Protocol, item.Shown, values, Settings.Blind, Queue.Seed, Asks, comment, item.Repeats?.Id) { By = Session.Me };
            if (!await Session.TryAsync(command))
            {
                return false;
            }

            _answered.Push((item.Key, command.Id));
            (_current, Revised) = (null, null);
            return true;
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Takes the last answer back and puts its texts before the person again; without one, whatever they did last.</summary>
    public async Task UndoAsync()
    {
        if (_answered.TryPop(out (RatingItemKey Key, Guid Command) last))
        {
            if (await Session.TryAsync(new UndoChange(last.Command) { By = Session.Me }))
            {
                (_current, Revised) = (last.Key, null);
            }
        }
        else
        {
            await Session.TryAsync(new UndoChange { By = Session.Me });
        }
    }

    /// <summary>Takes a judgement back for good.</summary>
    public Task RetractAsync(Judgement judgement)
    {
        Revised = Revised?.Id == judgement.Id ? null : Revised;
        return Session.TryWithUndoAsync(new RetractJudgement(judgement.Id) { By = Session.Me }, "Taken back: it no longer counts.");
    }

    /// <summary>Puts a judgement's texts before the person again, in the order they were shown then.</summary>
    public void ThinkAgain(Judgement? judgement) => Revised = judgement;

    /// <summary>Asks about what was passed over too.</summary>
    public void AskAgain() => _again = true;

    public BranchTree? TreeOf(RatingItem item) => Session.WriteCell(item.Text)?.Tree;

    private BranchId? ParentOf(Judgement judgement) => Session.WriteCell(judgement.Text)?.Tree.Branches.GetValueOrDefault(judgement.Shown[0])?.Parent;

    /// <summary>The answers in the order the judgement names the texts, where they are shown in another one now.</summary>
    private static IReadOnlyList<int> Ordered(IReadOnlyList<int> values, ImmutableArray<BranchId> shown, ImmutableArray<BranchId> first) =>
        values.Count == 0 || shown.SequenceEqual(first) ? values : [.. first.Select(branch => values[shown.IndexOf(branch)])];

    private void Look()
    {
        NotebookState state = Session.State;
        RateSettings settings = Settings;
        if (ReferenceEquals(_seen.Cells, state.Cells) && ReferenceEquals(_seen.Order, state.Order) && ReferenceEquals(_seen.Judgements, state.Judgements) && _seen.Settings == settings)
        {
            return;
        }

        if (_seen.Settings is { } before && before != settings)
        {
            (_current, Revised, _again) = (null, null, false);
        }

        _seen = (state.Cells, state.Order, state.Judgements, settings);
        _queue = RatingQueue.Of(state, settings, Asks, Session.Me);
        _report = null;
    }
}
