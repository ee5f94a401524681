using System.Collections.Immutable;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>
/// Every state a notebook had. States share nearly all of what they are made of, so one is kept each <see cref="Spacing"/> events, and
/// those between are folded from the one before: never more than that many events, whatever the length of the notebook.
/// </summary>
public sealed class HistoryStates
{
    /// <summary>A fold of so many events takes under a millisecond (measured by <c>bench history</c>).</summary>
    public const int Spacing = 64;

    private readonly List<StoredEvent> _events = [];
    private readonly List<NotebookState> _kept = [NotebookState.Empty];
    private NotebookState _last = NotebookState.Empty;
    private (long Version, NotebookState State) _recent = (0, NotebookState.Empty);

    /// <summary>The number of the last event.</summary>
    public long Version => _events.Count;

    /// <summary>Takes the next event.</summary>
    /// <returns>The event in words.</returns>
    public HistoryStep Add(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Version != Version + 1)
        {
            throw new ArgumentException($"Event {stored.Version} does not follow event {Version}.", nameof(stored));
        }

        HistoryStep step = StepWords.Of(stored, _last);
        _last = NotebookStream.Fold.Evolve(_last, stored);
        _events.Add(stored);
        if (Version % Spacing == 0)
        {
            _kept.Add(_last);
        }

        return step;
    }

    /// <summary>The notebook right after the event of that number; the empty state for 0.</summary>
    public NotebookState At(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, Version);
        if (version == Version)
        {
            return _last;
        }

        // Playing goes forward event by event: the state asked for last is nearer than the one kept.
        long kept = version / Spacing * Spacing;
        (long from, NotebookState state) = _recent.Version <= version && _recent.Version > kept ? _recent : (kept, _kept[(int)(version / Spacing)]);
        for (long next = from; next < version; next++)
        {
            state = NotebookStream.Fold.Evolve(state, _events[(int)next]);
        }

        _recent = (version, state);
        return state;
    }

    /// <summary>The events up to a version, for a copy.</summary>
    public ImmutableArray<StoredEvent> EventsUpTo(long version) => [.. _events.Take(checked((int)version))];
}
