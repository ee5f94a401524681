using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks.Evaluating;

/// <summary>
/// One evaluation from its start, or from where it stood, to its end. A few texts are asked about at once, since they share much, and
/// each score is stored as an event of its own: what a crash or a stop cuts off is at most those few. The notebook's state decides
/// whether it goes on.
/// </summary>
internal sealed class EvaluationRun(EvaluationJob job, ModelLibrary models, Guid server, TimeProvider time, ILogger logger)
    : NotebookRun(job.Notebook, time)
{
    private const int TextsAtOnce = 4;

    private readonly EvaluationId _id = job.Evaluation;
    private readonly int _attempt = job.Notebook.State.Evaluations.GetValueOrDefault(job.Evaluation)?.Attempt ?? 0;

    protected override bool IsOurs(NotebookState state) => Ours(state) is not null;

    protected override NotebookEvent End(NotebookState state, string? failure)
    {
        CellId cell = state.Evaluations[_id].Cell;
        return failure is null
            ? new EvaluationInterrupted(cell, _id) { By = PersonId.Workspace }
            : new EvaluationFailed(cell, _id, failure) { By = PersonId.Workspace };
    }

    protected override string Explain(Exception e)
    {
        Log.EvaluationFailed(logger, e, _id.Value);
        return "The evaluation stopped with an error";
    }

    protected override void LogNotSaved(Exception e) => Log.ScoresNotSaved(logger, e, _id.Value);

    protected override async Task WorkAsync(CancellationToken ct)
    {
        if (Ours(Notebook.State) is not { } begun)
        {
            return;
        }

        EvaluationProvenance provenance = begun.Provenance;
        TextGenerator model = await models.LoadAsync(provenance.Model, ct).ConfigureAwait(false) as TextGenerator
            ?? throw new UserFacingException($"{provenance.Model} does not run in this process, so its answers cannot be read as scores: choose another evaluator.");
        string adapter = provenance.AdapterId ?? "";
        await models.RequireAdapterAsync(provenance.Model, provenance.Adapter ?? "", adapter, ct).ConfigureAwait(false);
        IEvaluator evaluator = ConstitutionEvaluator.Create(
            begun.Settings.Criteria.Read(),
            begun.Settings.Criteria.Combination,
            new ModelQuestionAnswerer(model, provenance.Suffix, adapter));
        while (Ours(Notebook.State) is { } now)
        {
            int[] next = [.. Enumerable.Range(0, now.Texts.Length).Where(at => !now.Scores.ContainsKey(at)).Take(TextsAtOnce)];
            IReadOnlyList<TextEvaluated> found = await AskAsync(now, next, evaluator, ct).ConfigureAwait(false);
            await SaveAsync(state => [.. found.Where(one => !state.Evaluations[_id].Scores.ContainsKey(one.Text))], ct).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<TextEvaluated>> AskAsync(CellEvaluation evaluation, int[] texts, IEvaluator evaluator, CancellationToken ct)
    {
        List<TextEvaluated> found = [];
        List<(int At, EvaluationCase Text)> asked = [];
        foreach (int at in texts)
        {
            EvaluatedText text = evaluation.Texts[at];
            EvaluationCase? now = EvaluationRules.CaseOf(Notebook.State, evaluation, text);
            if (now is not null && EvaluationRules.HashOf(now) == text.Hash)
            {
                asked.Add((at, now));
            }
            else
            {
                found.Add(new TextEvaluated(evaluation.Cell, _id, at, null, [], "Its text was changed after the evaluation began.") { By = PersonId.Workspace });
            }
        }

        IReadOnlyList<Evaluation> judged = asked.Count == 0
            ? []
            : await evaluator.EvaluateAsync([.. asked.Select(one => one.Text)], ct).ConfigureAwait(false);
        foreach (((int at, _), Evaluation judgement) in asked.Zip(judged))
        {
            string? fault = FaultOf(judgement);
            found.Add(new TextEvaluated(evaluation.Cell, _id, at, fault is null ? judgement.Score : null, judgement.Principles, fault) { By = PersonId.Workspace });
        }

        return found;
    }

    private static string? FaultOf(Evaluation judgement) =>
        judgement.Failure ?? (double.IsFinite(judgement.Score) ? null : "The evaluator's score is not a finite number.");

    /// <summary>The evaluation while it is this run's to go on with.</summary>
    private CellEvaluation? Ours(NotebookState state) =>
        state.Evaluations.GetValueOrDefault(_id) is { Status: EvaluationStatus.Running } evaluation && evaluation.Server == server && evaluation.Attempt == _attempt
            ? evaluation
            : null;
}
