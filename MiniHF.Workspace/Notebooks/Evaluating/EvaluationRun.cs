using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Evaluating;

/// <summary>
/// One evaluation from its start, or from where it stood, to its end. A few texts are asked about at once, since they share much, and
/// each score is stored as an event of its own: what a crash or a stop cuts off is at most those few. The notebook's state decides
/// whether it goes on.
/// </summary>
internal sealed class EvaluationRun(EvaluationJob job, ModelLibrary models, Guid server, TimeProvider time, ILogger logger)
{
    private const int TextsAtOnce = 4;

    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan s_savePatience = TimeSpan.FromSeconds(20);

    private readonly LiveNotebook _notebook = job.Notebook;
    private readonly EvaluationId _id = job.Evaluation;
    private readonly int _attempt = job.Notebook.State.Evaluations.GetValueOrDefault(job.Evaluation)?.Attempt ?? 0;

    /// <summary>Never throws: how it ended stands in the notebook.</summary>
    public async Task ExecuteAsync(CancellationToken stopping)
    {
        using IDisposable hold = _notebook.Hold();
        using CancellationTokenSource working = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        void StopWhenNobodyWaits()
        {
            if (Ours(_notebook.State) is null)
            {
                // Not on the thread that folds: a continuation of the cancelled task must not run inside the fold.
                _ = working.CancelAsync();
            }
        }

        string? failure = null;
        _notebook.Folded += StopWhenNobodyWaits;
        try
        {
            await EvaluateAsync(working.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (working.IsCancellationRequested)
        {
            // Stopped by somebody, or with the server; the state says which.
        }
        catch (UserFacingException e)
        {
            failure = e.Message;
        }
        catch (Exception e)
        {
            Log.EvaluationFailed(logger, e, _id.Value);
            failure = $"The evaluation stopped with an error: {e.Message.ReplaceLineEndings(" ")}";
        }

        _notebook.Folded -= StopWhenNobodyWaits;
        await FinishAsync(failure).ConfigureAwait(false);
    }

    private async Task EvaluateAsync(CancellationToken ct)
    {
        if (Ours(_notebook.State) is not { } begun)
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
        while (Ours(_notebook.State) is { } now)
        {
            int[] next = [.. Enumerable.Range(0, now.Texts.Length).Where(at => !now.Scores.ContainsKey(at)).Take(TextsAtOnce)];
            await SaveAsync(await AskAsync(now, next, evaluator, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<TextEvaluated>> AskAsync(CellEvaluation evaluation, int[] texts, IEvaluator evaluator, CancellationToken ct)
    {
        List<TextEvaluated> found = [];
        List<(int At, EvaluationCase Text)> asked = [];
        foreach (int at in texts)
        {
            EvaluatedText text = evaluation.Texts[at];
            EvaluationCase? now = EvaluationRules.CaseOf(_notebook.State, evaluation, text);
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

    /// <summary>Stores scores, and tries again where the store is away: what was found is not thrown away.</summary>
    private async Task SaveAsync(IReadOnlyList<TextEvaluated> found, CancellationToken ct)
    {
        Guid id = Guid.CreateVersion7();
        while (true)
        {
            try
            {
                // Not the run's own token: a score that is there when the server stops is stored still.
                using CancellationTokenSource patience = new(s_savePatience, time);
                await _notebook.RecordAsync(
                    id,
                    state => Ours(state) is { } now ? [.. found.Where(one => !now.Scores.ContainsKey(one.Text))] : [],
                    patience.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.ScoresNotSaved(logger, e, _id.Value);
                await Task.Delay(s_retryInterval, time, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task FinishAsync(string? failure)
    {
        using CancellationTokenSource patience = new(s_savePatience, time);
        try
        {
            await _notebook.RecordAsync(
                Guid.CreateVersion7(),
                state => (Ours(state), failure) switch
                {
                    (null, _) => [],
                    ({ } evaluation, null) => [new EvaluationInterrupted(evaluation.Cell, evaluation.Id) { By = PersonId.Workspace }],
                    ({ } evaluation, _) => [new EvaluationFailed(evaluation.Cell, evaluation.Id, failure) { By = PersonId.Workspace }],
                },
                patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store is gone: whoever opens the notebook next finds the evaluation interrupted.
            Log.ScoresNotSaved(logger, e, _id.Value);
        }
    }

    /// <summary>The evaluation while it is this run's to go on with.</summary>
    private CellEvaluation? Ours(NotebookState state) =>
        state.Evaluations.GetValueOrDefault(_id) is { Status: EvaluationStatus.Running } evaluation && evaluation.Server == server && evaluation.Attempt == _attempt
            ? evaluation
            : null;
}
