using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the pages and the service must agree on about running cells.</summary>
public static class CellRules
{
    /// <summary>
    /// Whether a row of cells runs it. Training is begun in its own cell and runs on a worker: nobody starts an hour of it by running a notebook.
    /// </summary>
    public static bool Runs(Cell cell) => cell is WriteCell or WeaveCell or EvaluateCell;

    /// <summary>
    /// What running the cell means as it stands: text grows on from where the person reads; a search or an evaluation that was
    /// halted goes on, otherwise another one begins. Null for a cell that does not run, and for a text without a beginning.
    /// </summary>
    public static NotebookCommand? RunOf(NotebookState state, Cell cell, PersonId by)
    {
        ArgumentNullException.ThrowIfNull(state);
        return cell switch
        {
            WriteCell write => write.Tree.FocusOf(by) is { } focus
                ? new GrowBranch(GrowthId.New(), write.Id, focus.Id, [.. Enumerable.Range(0, write.Settings.Count).Select(_ => BranchId.New())]) { By = by }
                : null,
            WeaveCell weave => HaltedOf(state, weave) is { } halted
                ? new ResumeSearch(halted.Id) { By = by }
                : new StartSearch(SearchId.New(), weave.Id) { By = by },
            EvaluateCell evaluate => HaltedOf(state, evaluate) is { } halted
                ? new ResumeEvaluation(halted.Id) { By = by }
                : new StartEvaluation(EvaluationId.New(), evaluate.Id) { By = by },
            _ => null,
        };
    }

    /// <summary>The newest search of the cell, where it has not ended.</summary>
    private static Search? HaltedOf(NotebookState state, WeaveCell cell) =>
        cell.Searches.Select(id => state.Searches.GetValueOrDefault(id)).LastOrDefault(search => search is { PutAside: false }) is { HasEnded: false } halted ? halted : null;

    /// <summary>The newest evaluation of the cell, where it was halted and asks what the cell would ask now.</summary>
    private static CellEvaluation? HaltedOf(NotebookState state, EvaluateCell cell) =>
        cell.Evaluations.Select(id => state.Evaluations.GetValueOrDefault(id)).LastOrDefault(evaluation => evaluation is { PutAside: false })
            is { Status: not EvaluationStatus.Finished } halted && halted.Settings.Equals(cell.Settings) ? halted : null;
}
