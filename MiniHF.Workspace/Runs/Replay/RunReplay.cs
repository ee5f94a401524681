using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs.Replay;

/// <summary>
/// Everything that is known of a run, to show it at any moment of a notebook. What came before the moment is decided by the order in which the
/// database took things in (<see cref="ReplayPlace"/>), so that it is the same each time; clocks decide only where no order is on record.
/// </summary>
public sealed class RunReplay(RunId id, IReadOnlyList<StoredEvent> events, IReadOnlyList<RecordedMetrics> rows)
{
    private (int Events, int Rows, PastRun? Run) _last = (-1, -1, null);

    public RunId Id { get; } = id;

    /// <summary>The run at a moment; null where it had not been begun.</summary>
    public PastRun? At(ReplayPlace place)
    {
        int happened = CountBefore(events, stored => place.IsAfter(stored.Position, stored.Timestamp));
        int measured = CountBefore(rows, row => place.IsAfter(row.After, row.Written));
        if ((_last.Events, _last.Rows) != (happened, measured))
        {
            _last = (happened, measured, Build(happened, measured));
        }

        return _last.Run;
    }

    private PastRun? Build(int happened, int measured)
    {
        RunState state = events.Take(happened).Aggregate(RunState.Empty, RunFold.Fold.Evolve);
        if (state.Plan is null)
        {
            return null;
        }

        RunSeries series = new();
        series.Apply([.. rows.Take(measured).Select(row => (row.Position, row.Row))]);
        return new PastRun(Id, state, series);
    }

    /// <summary>Both lists are in the order in which they were written: what comes before a moment is a beginning of them.</summary>
    private static int CountBefore<T>(IReadOnlyList<T> all, Func<T, bool> isBefore)
    {
        int low = 0;
        int high = all.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isBefore(all[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
