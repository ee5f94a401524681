using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>
/// Goes on from a past state in a notebook of its own. The copy's stream begins with the other's events up to that state, under the same
/// versions, by the same people, at the same times: ids of cells, branches, growths and searches stay what they were, and the copy's own
/// history reaches back as far. Only the events' own ids are new, made from the copy's id, so that asking twice copies once.
/// </summary>
public sealed class NotebookCopier(PostgresEventStore store, Func<PersonId, bool> isGuest)
{
    /// <summary>Copies a notebook as it was right after an event.</summary>
    /// <param name="of">The notebook copied.</param>
    /// <param name="version">The number of the last event taken.</param>
    /// <param name="copy">The new notebook's id.</param>
    /// <param name="title">Its title.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="ct">Cancels waiting; the copy may still have been made.</param>
    /// <exception cref="UserFacingException">There is no such notebook or version, or the person may not look into it.</exception>
    public async Task CopyAsync(NotebookId of, long version, NotebookId copy, string title, PersonId by, CancellationToken ct)
    {
        string name = TextLimits.CheckTitle(title);
        IReadOnlyList<StoredEvent> events = await store.ReadStreamAsync(of.Value, 0, version, ct).ConfigureAwait(false);
        if (version < 1 || events.Count < version)
        {
            throw new UserFacingException($"Notebook {of.Value} has no event {version}. Go on from an earlier moment.");
        }

        Dictionary<Guid, Guid> ids = events.ToDictionary(stored => stored.Id, stored => EventIds.Of(copy.Value, checked((int)stored.Version)));
        (NotebookState now, _) = await store.AggregateAsync(of.Value, NotebookStream.Fold, ct).ConfigureAwait(false);
        NotebookRights.Check(now, by, isGuest(by));
        NotebookState state = events.Aggregate(NotebookState.Empty, NotebookStream.Fold.Evolve);
        List<EventToAppend> appended = [.. events.Select(stored => new EventToAppend(ids[stored.Id], Moved(stored.Data, ids)) { At = stored.Timestamp })];
        // What is closed now stays closed in a copy of a moment when it was not.
        bool closes = now.People.Everyone is null && state.People.Everyone is not null;
        foreach (NotebookEvent own in Beginning(state, new NotebookCopied(of, version, name) { By = by }, closes))
        {
            appended.Add(new EventToAppend(EventIds.Of(copy.Value, appended.Count + 1), own));
        }

        await store.AppendAsync(copy.Value, NotebookStream.Type, appended, expectedVersion: 0, ct).ConfigureAwait(false);
    }

    /// <summary>Undo names the event it takes back, and that one has another id here.</summary>
    private static object Moved(object data, Dictionary<Guid, Guid> ids) => data switch
    {
        ChangeUndone undone => undone with { Change = ids.GetValueOrDefault(undone.Change, undone.Change) },
        ChangeRedone redone => redone with { Change = ids.GetValueOrDefault(redone.Change, redone.Change) },
        _ => data,
    };

    /// <summary>What was being made then is being made in the other notebook: here it shows as interrupted, and can be resumed.</summary>
    private static IEnumerable<NotebookEvent> Beginning(NotebookState state, NotebookCopied copied, bool closes) =>
    [
        copied,
        .. closes ? [new NotebookClosed { By = copied.By }] : Array.Empty<NotebookEvent>(),
        .. state.Growths.Values
            .Where(growth => growth.Status == BranchStatus.Growing)
            .OrderBy(growth => growth.Id.Value)
            .Select(growth => new GrowthInterrupted(growth.Cell, growth.Id) { By = PersonId.Workspace }),
        .. state.Searches.Values
            .Where(search => search.Status == SearchStatus.Running)
            .OrderBy(search => search.Id.Value)
            .Select(search => new SearchInterrupted(search.Cell, search.Id) { By = PersonId.Workspace }),
        .. state.Evaluations.Values
            .Where(evaluation => evaluation.Status == EvaluationStatus.Running)
            .OrderBy(evaluation => evaluation.Id.Value)
            .Select(evaluation => new EvaluationInterrupted(evaluation.Cell, evaluation.Id) { By = PersonId.Workspace }),
    ];
}
