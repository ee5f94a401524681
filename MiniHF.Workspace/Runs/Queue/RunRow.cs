using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>A run's row in the list, as its events have it.</summary>
/// <param name="Changed">When something of the row changed last.</param>
/// <param name="Alarm">The last thing that wants attention.</param>
/// <param name="IsGuarded">Whether the guard ended it.</param>
internal sealed record RunRow(
    string Name,
    string Recipe,
    string Base,
    RunStatus Status,
    int Steps,
    Guid? Notebook,
    Guid Person,
    string? Adapter,
    string? Failure,
    DateTimeOffset Created,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    DateTimeOffset Changed,
    string? Alarm,
    bool IsGuarded)
{
    /// <exception cref="InvalidOperationException">The run was never queued.</exception>
    public static RunRow Of(RunState state, IReadOnlyList<StoredEvent> events)
    {
        RunPlan plan = state.Plan ?? throw new InvalidOperationException("The run was never queued.");
        return new RunRow(
            state.Name,
            plan.Recipe.Name,
            plan.Base,
            state.Status,
            state.Steps,
            plan.Notebook?.Value,
            state.By.Value,
            state.Adapters.LastOrDefault()?.Adapter,
            state.Failure,
            state.At,
            state.Started,
            state.Ended,
            events.Last(stored => stored.Data is not (CheckpointSaved or SamplesTaken)).Timestamp,
            state.Result?.Guarded ?? state.Alarms.LastOrDefault()?.Message,
            state.Result?.Guarded is not null);
    }

    /// <summary>What differs, in words.</summary>
    public IReadOnlyList<string> DifferencesFrom(RunRow other)
    {
        (string What, object? Mine, object? Theirs)[] all =
        [
            ("name", Name, other.Name),
            ("recipe", Recipe, other.Recipe),
            ("base model", Base, other.Base),
            ("state", Status, other.Status),
            ("number of steps", Steps, other.Steps),
            ("notebook", Notebook, other.Notebook),
            ("person", Person, other.Person),
            ("adapter", Adapter, other.Adapter),
            ("failure", Failure, other.Failure),
            ("time of creation", Created, other.Created),
            ("time it started", Started, other.Started),
            ("time it ended", Ended, other.Ended),
            ("time of its last change", Changed, other.Changed),
            ("alarm", Alarm, other.Alarm),
            ("verdict of the guard", IsGuarded, other.IsGuarded),
        ];
        return [.. all.Where(one => !Equals(one.Mine, one.Theirs)).Select(one => one.What)];
    }
}
