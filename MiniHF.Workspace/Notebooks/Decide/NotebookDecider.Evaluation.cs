using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Start(StartEvaluation start, NotebookState state, GrowthFacts facts)
    {
        if (state.Evaluations.ContainsKey(start.Evaluation))
        {
            return [];
        }

        EvaluateCell cell = EvaluateCellOf(state, start.Cell);
        if (Evaluating(state).Any(evaluation => evaluation.Cell == cell.Id))
        {
            throw new UserFacingException("An evaluation runs in this cell. Stop it first, or evaluate beside it in another cell.");
        }

        cell.Settings.Check();
        cell.Settings.Criteria.Read();
        WriteCell source = EvaluationRules.SourceOf(state, cell) ?? throw new UserFacingException("The text this cell scores is no longer in the notebook: choose another.");
        IReadOnlyList<Branch> branches = EvaluationRules.BranchesOf(state, cell, start.By);
        if (branches.Count is 0 or > EvaluationRules.MostTexts)
        {
            throw new UserFacingException(branches.Count == 0
                ? "There is nothing to score there yet: grow some continuations, or choose other texts."
                : $"That is {branches.Count:N0} texts; an evaluation takes {EvaluationRules.MostTexts:N0} at most. Choose fewer.");
        }

        EvaluationProvenance provenance = new(facts.Model, facts.ModelHash, facts.Adapter?.Name, facts.Adapter?.Id, EvaluationPrompt.DefaultSuffix);
        EvaluatedText[] texts =
        [
            .. branches.Select(branch => new EvaluatedText(source.Id, branch.Id, EvaluationRules.HashOf(EvaluationRules.CaseOf(source.Tree, branch, cell.Settings.Alone)))),
        ];
        return
        [
            new EvaluationStarted(cell.Id, start.Evaluation, cell.Settings, provenance, texts, facts.Server) { By = start.By },
            .. Known(start, cell, state, provenance, texts),
        ];
    }

    /// <summary>What the same evaluator has answered about the same text before is not asked again.</summary>
    private static IEnumerable<TextEvaluated> Known(
        StartEvaluation start, EvaluateCell cell, NotebookState state, EvaluationProvenance provenance, EvaluatedText[] texts)
    {
        Dictionary<string, TextScore> known = new(StringComparer.Ordinal);
        foreach (CellEvaluation other in state.Evaluations.Values.Where(other => EvaluationRules.AskTheSame(cell.Settings.Criteria, provenance, other)))
        {
            foreach ((int at, TextScore score) in other.Scores.Where(score => score.Value.Score is not null))
            {
                known.TryAdd(other.Texts[at].Hash, score);
            }
        }

        return texts
            .Select((text, at) => (Score: known.GetValueOrDefault(text.Hash), At: at))
            .Where(found => found.Score is not null)
            .Select(found => new TextEvaluated(cell.Id, start.Evaluation, found.At, found.Score!.Score, found.Score.Principles, null) { By = start.By }); // just filtered
    }

    private static NotebookEvent[] Stop(StopEvaluation stop, NotebookState state) =>
        EvaluationOf(state, stop.Evaluation) is { Status: EvaluationStatus.Running } evaluation
            ? [new EvaluationStopped(evaluation.Cell, evaluation.Id) { By = stop.By }]
            : [];

    private static NotebookEvent[] Resume(ResumeEvaluation resume, NotebookState state, GrowthFacts facts)
    {
        CellEvaluation evaluation = EvaluationOf(state, resume.Evaluation);
        if (evaluation.Status is EvaluationStatus.Running or EvaluationStatus.Finished)
        {
            return [];
        }

        return (evaluation.Provenance.ModelHash, evaluation.Provenance.AdapterId) == (facts.ModelHash, facts.Adapter?.Id)
            ? [new EvaluationResumed(evaluation.Cell, evaluation.Id, facts.Server) { By = resume.By }]
            : throw new UserFacingException($"The evaluator {evaluation.Provenance.Model} is not the one this was begun with, so the scores could not be compared. Evaluate again instead.");
    }

    private static IEnumerable<EvaluationStopped> StopsOf(NotebookState state, CellId cell, PersonId by) =>
        Evaluating(state).Where(evaluation => evaluation.Cell == cell).Select(evaluation => new EvaluationStopped(evaluation.Cell, evaluation.Id) { By = by });

    private static IEnumerable<CellEvaluation> Evaluating(NotebookState state) =>
        state.Evaluations.Values.Where(evaluation => evaluation.Status == EvaluationStatus.Running).OrderBy(evaluation => evaluation.Id.Value);

    private static EvaluateCell EvaluateCellOf(NotebookState state, CellId id) =>
        CellOf(state, id) as EvaluateCell ?? throw new UserFacingException("Only an evaluate cell scores texts.");

    private static CellEvaluation EvaluationOf(NotebookState state, EvaluationId id) =>
        state.Evaluations.GetValueOrDefault(id) ?? throw new UserFacingException("This evaluation is not in the notebook.");
}
