using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Searching;

/// <summary>
/// One search from its start, or from where it stood, to its end. Each expansion is stored when it has been made; one that a
/// pause or a crash cut off is made again, the same, for the search's seed and the node decide its texts. The notebook's state
/// decides: whoever pauses, stops or steers writes there, and the next step is the one that state asks for.
/// </summary>
internal sealed class SearchRun(SearchJob job, ModelLibrary models, Guid server, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan s_savePatience = TimeSpan.FromSeconds(20);

    private readonly LiveNotebook _notebook = job.Notebook;
    private readonly SearchId _id = job.Search;
    private readonly int _attempt = job.Notebook.State.Searches.GetValueOrDefault(job.Search)?.Attempt ?? 0;

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
            await SearchAsync(working.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (working.IsCancellationRequested)
        {
            // Paused or stopped by somebody, or with the server; the state says which.
        }
        catch (UserFacingException e)
        {
            failure = e.Message;
        }
        catch (Exception e)
        {
            Log.SearchFailed(logger, e, _id.Value);
            failure = $"The search stopped with an error: {e.Message.ReplaceLineEndings(" ")}";
        }

        _notebook.Folded -= StopWhenNobodyWaits;
        _notebook.Draft(_id, null);
        await FinishAsync(failure).ConfigureAwait(false);
    }

    private async Task SearchAsync(CancellationToken ct)
    {
        if (Ours(_notebook.State) is not { } begun)
        {
            return;
        }

        WeaveProvenance provenance = begun.Tree.Provenance;
        TextGenerator model = await models.LoadAsync(provenance.Generator, ct).ConfigureAwait(false) as TextGenerator
            ?? throw new UserFacingException($"{provenance.Generator} does not run in this process, so its answers cannot be read as scores: choose another model.");
        string generator = provenance.GeneratorAdapterId ?? "";
        await models.RequireAdapterAsync(provenance.Generator, provenance.GeneratorAdapter ?? "", generator, ct).ConfigureAwait(false);
        WeaveRunner runner = new(
            new ModelBranchWriter(model, provenance.Sampling, model.Tokenizer, new SearchDraftWriter(_notebook, _id), generator),
            await EvaluatorOfAsync(begun, ct).ConfigureAwait(false));
        while (Ours(_notebook.State) is { } search && search.Tree.Next() is { } step)
        {
            RequestCost before = runner.Cost;
            WeaveEvent? happened = step is Decided ? null : await FirstAsync(runner.RunAsync(search.Tree, null, ct), ct).ConfigureAwait(false);
            SearchCost cost = new(runner.Cost.Computed - before.Computed, runner.Cost.Reused - before.Reused);
            await SaveAsync(search, happened, cost, ct).ConfigureAwait(false);
            _notebook.Draft(_id, null);
        }
    }

    private async Task<IEvaluator> EvaluatorOfAsync(Search search, CancellationToken ct)
    {
        WeaveProvenance provenance = search.Tree.Provenance;
        TextGenerator judge = await models.LoadAsync(provenance.Evaluator, ct).ConfigureAwait(false) as TextGenerator
            ?? throw new UserFacingException($"{provenance.Evaluator} does not run in this process, so its answers cannot be read as scores: choose another evaluator.");
        string adapter = provenance.EvaluatorAdapterId ?? "";
        await models.RequireAdapterAsync(provenance.Evaluator, provenance.EvaluatorAdapter ?? "", adapter, ct).ConfigureAwait(false);
        string suffix = provenance.Suffix.Length > 0 ? provenance.Suffix : EvaluationPrompt.DefaultSuffix;
        return ConstitutionEvaluator.Create(
            SearchSettings.ReadCriteria(search.Settings.UsesConstitution, provenance.Criteria),
            provenance.Combination,
            new ModelQuestionAnswerer(judge, suffix, adapter));
    }

    /// <summary>Stores a step, and tries again where the store is away: what was made is not thrown away.</summary>
    private async Task SaveAsync(Search made, WeaveEvent? happened, SearchCost cost, CancellationToken ct)
    {
        Guid id = Guid.CreateVersion7();
        while (true)
        {
            try
            {
                // Not the run's own token: a step that is there when the server stops is stored still.
                using CancellationTokenSource patience = new(s_savePatience, time);
                await _notebook.RecordAsync(
                    id,
                    state => Ours(state) is { } now && Fits(made.Tree, now.Tree, happened) ? NotebookDecider.Advance(now, happened, cost, PersonId.Workspace) : [],
                    patience.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.StepNotSaved(logger, e, _id.Value);
                await Task.Delay(s_retryInterval, time, ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the step still answers what the search, steered meanwhile, can take.</summary>
    private static bool Fits(WeaveSearch made, WeaveSearch now, WeaveEvent? happened) =>
        !now.IsFinished && !now.IsStopped && happened switch
        {
            RootScored => now.Next() is ScoreRoot,
            NodeExpanded expanded => now.Nodes.Length == made.Nodes.Length && now.Nodes[expanded.ParentId] is { IsLeaf: true, IsClosed: false },
            _ => true,
        };

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
                    ({ } search, null) => [new SearchInterrupted(search.Cell, search.Id) { By = PersonId.Workspace }],
                    ({ } search, _) => [new SearchFailed(search.Cell, search.Id, failure) { By = PersonId.Workspace }],
                },
                patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store is gone: whoever opens the notebook next finds the search interrupted.
            Log.StepNotSaved(logger, e, _id.Value);
        }
    }

    /// <summary>The search while it is this run's to go on with.</summary>
    private Search? Ours(NotebookState state) =>
        state.Searches.GetValueOrDefault(_id) is { Status: SearchStatus.Running } search && search.Server == server && search.Attempt == _attempt
            ? search
            : null;

    private static async Task<WeaveEvent?> FirstAsync(IAsyncEnumerable<WeaveEvent> events, CancellationToken ct)
    {
        await foreach (WeaveEvent happened in events.WithCancellation(ct).ConfigureAwait(false))
        {
            return happened;
        }

        return null;
    }
}
