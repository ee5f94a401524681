using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>Says of growths, searches, evaluations and waiting cells whose server went away that they were interrupted, so that somebody can resume them.</summary>
internal sealed class WorkRecovery(ServerIdentity server)
{
    public async Task RecoverAsync(LiveNotebook notebook, CancellationToken ct)
    {
        NotebookState now = notebook.State;
        Guid[] others =
        [
            .. Growing(now).Select(growth => growth.Server)
                .Concat(Searching(now).Select(search => search.Server))
                .Concat(Evaluating(now).Select(evaluation => evaluation.Server))
                .Concat(now.Queue.Select(queued => queued.Server))
                .Where(other => other != server.Id)
                .Distinct(),
        ];
        if (others.Length == 0)
        {
            return;
        }

        IReadOnlySet<Guid> living = await server.FindLivingAsync(others, ct).ConfigureAwait(false);
        if (others.All(living.Contains))
        {
            return;
        }

        bool IsDead(Guid other) => other != server.Id && others.Contains(other) && !living.Contains(other);
        await notebook.RecordAsync(
            Guid.CreateVersion7(),
            state =>
            [
                .. Growing(state)
                    .Where(growth => IsDead(growth.Server))
                    .Select(growth => new GrowthInterrupted(growth.Cell, growth.Id) { By = PersonId.Workspace }),
                .. Searching(state)
                    .Where(search => IsDead(search.Server))
                    .Select(search => new SearchInterrupted(search.Cell, search.Id) { By = PersonId.Workspace }),
                .. Evaluating(state)
                    .Where(evaluation => IsDead(evaluation.Server))
                    .Select(evaluation => new EvaluationInterrupted(evaluation.Cell, evaluation.Id) { By = PersonId.Workspace }),
                .. state.Queue
                    .Where(queued => IsDead(queued.Server))
                    .Select(queued => new CellUnqueued(queued.Cell, "The server went away before it was this cell’s turn. Run it again.") { By = PersonId.Workspace }),
            ],
            ct).ConfigureAwait(false);
    }

    private static IEnumerable<Growth> Growing(NotebookState state) =>
        state.Growths.Values.Where(growth => growth.Status == BranchStatus.Growing).OrderBy(growth => growth.Id.Value);

    private static IEnumerable<Search> Searching(NotebookState state) =>
        state.Searches.Values.Where(search => search.Status == SearchStatus.Running).OrderBy(search => search.Id.Value);

    private static IEnumerable<CellEvaluation> Evaluating(NotebookState state) =>
        state.Evaluations.Values.Where(evaluation => evaluation.Status == EvaluationStatus.Running).OrderBy(evaluation => evaluation.Id.Value);
}
