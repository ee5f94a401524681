using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>
/// The one description of what runs in each cell, read from the notebook's state: pages show it, and who runs one cell after another waits by it.
/// A tune cell's run is a stream of its own; <c>Runs</c> describes it in the same terms.
/// </summary>
public static class CellWorks
{
    /// <summary>What runs in each cell, or ran there last. A cell that never ran has no entry.</summary>
    public static IReadOnlyDictionary<CellId, CellWork> Of(NotebookState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Dictionary<CellId, CellWork> works = [];
        foreach (Growth growth in state.Growths.Values)
        {
            Add(works, growth.Cell, Of(state, growth));
        }

        foreach (Search search in state.Searches.Values.Where(search => !search.PutAside))
        {
            Add(works, search.Cell, Of(search));
        }

        foreach (CellEvaluation evaluation in state.Evaluations.Values.Where(evaluation => !evaluation.PutAside))
        {
            Add(works, evaluation.Cell, Of(evaluation));
        }

        foreach ((CellId cell, RefusedCell refused) in state.Refused)
        {
            Add(works, cell, new CellWork(CellStatus.Failed, refused.By, refused.At, refused.At, refused.Reason));
        }

        foreach (QueuedCell queued in state.Queue)
        {
            works[queued.Cell] = new CellWork(CellStatus.Queued, queued.By, queued.At, null, null);
        }

        return works;
    }

    private static CellWork Of(NotebookState state, Growth growth) => new(
        growth.Status switch
        {
            BranchStatus.Growing when HasText(state, growth) => CellStatus.Running,
            BranchStatus.Growing => CellStatus.Queued,
            BranchStatus.Failed => CellStatus.Failed,
            BranchStatus.Done => CellStatus.Done,
            _ => CellStatus.Interrupted,
        },
        growth.By,
        growth.Resumed ?? growth.At,
        growth.Ended,
        growth.Failure);

    private static CellWork Of(Search search) => new(
        search.Status switch
        {
            SearchStatus.Running when search.Steps.Any(step => step is not SearchStarted) => CellStatus.Running,
            SearchStatus.Running => CellStatus.Queued,
            SearchStatus.Failed => CellStatus.Failed,
            SearchStatus.Finished => CellStatus.Done,
            _ => CellStatus.Interrupted,
        },
        search.By,
        search.Resumed ?? search.At,
        search.Ended,
        search.Failure);

    private static CellWork Of(CellEvaluation evaluation) => new(
        evaluation.Status switch
        {
            EvaluationStatus.Running when !evaluation.Scores.IsEmpty => CellStatus.Running,
            EvaluationStatus.Running => CellStatus.Queued,
            EvaluationStatus.Failed => CellStatus.Failed,
            EvaluationStatus.Finished => CellStatus.Done,
            _ => CellStatus.Interrupted,
        },
        evaluation.By,
        evaluation.Resumed ?? evaluation.At,
        evaluation.Ended,
        evaluation.Failure);

    private static bool HasText(NotebookState state, Growth growth) =>
        state.Cells.GetValueOrDefault(growth.Cell) is WriteCell write
        && growth.Branches.Any(branch => write.Tree.Branches.GetValueOrDefault(branch) is { TokenIds.IsEmpty: false });

    /// <summary>What is open speaks for the cell; otherwise what began last.</summary>
    private static void Add(Dictionary<CellId, CellWork> works, CellId cell, CellWork work)
    {
        if (!works.TryGetValue(cell, out CellWork? known) || (work.IsOpen, work.Since).CompareTo((known.IsOpen, known.Since)) > 0)
        {
            works[cell] = work;
        }
    }
}
