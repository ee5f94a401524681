using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Start(NotebookState state, EvaluationStarted started, EventOrigin origin) =>
        state.Evaluations.ContainsKey(started.Evaluation) || state.Cells.GetValueOrDefault(started.Cell) is not EvaluateCell cell
            ? state
            : state with
            {
                Evaluations = state.Evaluations.Add(started.Evaluation, new CellEvaluation(
                    started.Evaluation,
                    started.Cell,
                    started.Settings,
                    started.Provenance,
                    [.. started.Texts],
                    started.Server,
                    Attempt: 1,
                    started.By,
                    origin.At,
                    Ended: null,
                    EvaluationStatus.Running,
                    Failure: null,
                    PutAside: false)),
                Cells = state.Cells.SetItem(cell.Id, cell with { Evaluations = cell.Evaluations.Add(started.Evaluation) }),
            };

    private static NotebookState Score(NotebookState state, TextEvaluated scored, EventOrigin origin) => WithEvaluation(state, scored.Evaluation, evaluation =>
    {
        if ((uint)scored.Text >= (uint)evaluation.Texts.Length || evaluation.Scores.ContainsKey(scored.Text))
        {
            return evaluation;
        }

        CellEvaluation after = evaluation with { Scores = evaluation.Scores.Add(scored.Text, new TextScore(scored.Score, scored.Principles, scored.Failure)) };
        return after.Scores.Count < after.Texts.Length
            ? after
            : after with { Status = EvaluationStatus.Finished, Failure = null, Ended = origin.At };
    });

    /// <summary>An evaluation that stands still.</summary>
    private static NotebookState Halt(NotebookState state, EvaluationId id, EvaluationStatus status, string? failure, EventOrigin origin) =>
        WithEvaluation(state, id, evaluation => evaluation.Status == EvaluationStatus.Running
            ? evaluation with { Status = status, Failure = failure, Ended = origin.At }
            : evaluation);

    private static NotebookState Resume(NotebookState state, EvaluationResumed resumed, EventOrigin origin) => WithEvaluation(state, resumed.Evaluation, evaluation =>
        evaluation.Status is EvaluationStatus.Running or EvaluationStatus.Finished
            ? evaluation
            : evaluation with { Status = EvaluationStatus.Running, Server = resumed.Server, Attempt = evaluation.Attempt + 1, Failure = null, Ended = null, Resumed = origin.At });

    private static NotebookState PutAside(NotebookState state, EvaluationPutAside aside) => WithEvaluation(state, aside.Evaluation, evaluation =>
        evaluation.PutAside == aside.PutAside ? evaluation : evaluation with { PutAside = aside.PutAside });

    private static NotebookState WithEvaluation(NotebookState state, EvaluationId id, Func<CellEvaluation, CellEvaluation> change)
    {
        if (state.Evaluations.GetValueOrDefault(id) is not { } evaluation)
        {
            return state;
        }

        CellEvaluation changed = change(evaluation);
        return ReferenceEquals(changed, evaluation) ? state : state with { Evaluations = state.Evaluations.SetItem(id, changed) };
    }
}
