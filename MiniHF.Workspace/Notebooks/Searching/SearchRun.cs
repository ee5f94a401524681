using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks.Searching;

/// <summary>
/// One search from its start, or from where it stood, to its end. Each expansion is stored when it has been made; one that a
/// pause or a crash cut off is made again, the same, for the search's seed and the node decide its texts. The notebook's state
/// decides: whoever pauses, stops or steers writes there, and the next step is the one that state asks for.
/// </summary>
internal sealed class SearchRun(SearchJob job, ModelLibrary models, Guid server, TimeProvider time, ILogger logger)
    : NotebookRun(job.Notebook, time)
{
    private readonly SearchId _id = job.Search;
    private readonly int _attempt = job.Notebook.State.Searches.GetValueOrDefault(job.Search)?.Attempt ?? 0;

    protected override bool IsOurs(NotebookState state) => Ours(state) is not null;

    protected override NotebookEvent End(NotebookState state, string? failure)
    {
        CellId cell = state.Searches[_id].Cell;
        return failure is null
            ? new SearchInterrupted(cell, _id) { By = PersonId.Workspace }
            : new SearchFailed(cell, _id, failure) { By = PersonId.Workspace };
    }

    protected override string Explain(Exception e)
    {
        Log.SearchFailed(logger, e, _id.Value);
        return "The search stopped with an error";
    }

    protected override void LogNotSaved(Exception e) => Log.StepNotSaved(logger, e, _id.Value);

    protected override void LetGo() => Notebook.Draft(_id, null);

    protected override async Task WorkAsync(CancellationToken ct)
    {
        if (Ours(Notebook.State) is not { } begun)
        {
            return;
        }

        WeaveProvenance provenance = begun.Tree.Provenance;
        TextGenerator model = await models.LoadAsync(provenance.Generator, ct).ConfigureAwait(false) as TextGenerator
            ?? throw new UserFacingException($"{provenance.Generator} does not run in this process, so its answers cannot be read as scores: choose another model.");
        string generator = provenance.GeneratorAdapterId ?? "";
        await models.RequireAdapterAsync(provenance.Generator, provenance.GeneratorAdapter ?? "", generator, ct).ConfigureAwait(false);
        WeaveRunner runner = new(
            new ModelBranchWriter(model, provenance.Sampling, model.Tokenizer, new SearchDraftWriter(Notebook, _id), generator),
            await EvaluatorOfAsync(begun, ct).ConfigureAwait(false));
        while (Ours(Notebook.State) is { } search && search.Tree.Next() is { } step)
        {
            RequestCost before = runner.Cost;
            WeaveEvent? happened = step is Decided ? null : await FirstAsync(runner.RunAsync(search.Tree, null, ct), ct).ConfigureAwait(false);
            SearchCost cost = new(runner.Cost.Computed - before.Computed, runner.Cost.Reused - before.Reused);
            await SaveAsync(state => Advance(search.Tree, state.Searches[_id], happened, cost), ct).ConfigureAwait(false);
            Notebook.Draft(_id, null);
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

    private static IReadOnlyList<NotebookEvent> Advance(WeaveSearch made, Search now, WeaveEvent? happened, SearchCost cost) =>
        Fits(made, now.Tree, happened) ? NotebookDecider.Advance(now, happened, cost, PersonId.Workspace) : [];

    /// <summary>Whether the step still answers what the search, steered meanwhile, can take.</summary>
    private static bool Fits(WeaveSearch made, WeaveSearch now, WeaveEvent? happened) =>
        !now.IsFinished && !now.IsStopped && happened switch
        {
            RootScored => now.Next() is ScoreRoot,
            NodeExpanded expanded => now.Nodes.Length == made.Nodes.Length && now.Nodes[expanded.ParentId] is { IsLeaf: true, IsClosed: false },
            _ => true,
        };

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
