using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using SearchFinished = MiniHF.Workspace.Notebooks.Events.SearchFinished;
using SearchForked = MiniHF.Workspace.Notebooks.Events.SearchForked;
using SearchStarted = MiniHF.Workspace.Notebooks.Events.SearchStarted;
using SearchStopped = MiniHF.Workspace.Notebooks.Events.SearchStopped;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    /// <summary>Nodes a search of a notebook may make: more than a page can show, and a night's work for a large model.</summary>
    private const int MostSearchNodes = 5_000;

    private static NotebookEvent[] ChangeSearch(ChangeSearchSettings change, NotebookState state)
    {
        WeaveCell cell = WeaveCellOf(state, change.Cell);
        Check(change.Settings);
        return change.Settings == cell.Settings ? [] : [new SearchSettingsChanged(change.Cell, change.Settings) { By = change.By }];
    }

    private static NotebookEvent[] Choose(ChooseSearchSource choose, NotebookState state)
    {
        WeaveCell cell = WeaveCellOf(state, choose.Cell);
        if (choose.Source is { } source)
        {
            BranchOf(WriteCellOf(state, source.Cell).Tree, source.Branch);
        }

        return choose.Source == cell.Source ? [] : [new SearchSourceChosen(choose.Cell, choose.Source) { By = choose.By }];
    }

    private static NotebookEvent[] Start(StartSearch start, NotebookState state, GrowthFacts facts)
    {
        if (state.Searches.ContainsKey(start.Search))
        {
            return [];
        }

        WeaveCell cell = WeaveCellOf(state, start.Cell);
        if (Running(state).Any(search => search.Cell == cell.Id))
        {
            throw new UserFacingException("A search runs in this cell. Stop it, or search beside it in another cell.");
        }

        SearchSource source = SearchRules.SourceOf(state, cell, start.By)
            ?? throw new UserFacingException("There is nothing to continue yet: write a beginning in the cell above first.");
        BranchTree tree = WriteCellOf(state, source.Cell).Tree;
        RefuseWhileGrowing(BranchOf(tree, source.Branch));
        string prompt = tree.TextOf(source.Branch);
        if (prompt.Length == 0)
        {
            throw new UserFacingException("There is nothing to continue yet: write a beginning first.");
        }

        Check(cell.Settings);
        cell.Settings.ReadCriteria();
        MiniHF.Engine.Weave.SearchStarted beginning = new(cell.Settings.Parameters, prompt, cell.Settings.Seed ?? facts.Seed)
        {
            Provenance = new WeaveProvenance
            {
                Generator = facts.Model,
                GeneratorHash = facts.ModelHash,
                GeneratorAdapter = facts.Adapter?.Name,
                GeneratorAdapterId = facts.Adapter?.Id,
                Sampling = ModelBranchWriter.DefaultSampling,
                Evaluator = facts.Evaluator?.Name ?? facts.Model,
                EvaluatorHash = facts.Evaluator?.Hash ?? facts.ModelHash,
                EvaluatorAdapter = facts.EvaluatorAdapter?.Name,
                EvaluatorAdapterId = facts.EvaluatorAdapter?.Id,
                Criteria = cell.Settings.Criteria,
                Combination = cell.Settings.Combination,
                Suffix = EvaluationPrompt.DefaultSuffix,
            },
        };
        return [new SearchStarted(cell.Id, start.Search, source, cell.Settings, beginning, facts.Server) { By = start.By }];
    }

    private static NotebookEvent[] Pause(PauseSearch pause, NotebookState state) =>
        SearchOf(state, pause.Search) is { Status: SearchStatus.Running } search
            ? [new SearchPaused(search.Cell, search.Id) { By = pause.By }]
            : [];

    private static NotebookEvent[] Stop(StopSearch stop, NotebookState state) =>
        SearchOf(state, stop.Search) is { HasEnded: false } search ? StopNow(search, stop.By) : [];

    private static NotebookEvent[] Resume(ResumeSearch resume, NotebookState state, GrowthFacts facts)
    {
        Search search = SearchOf(state, resume.Search);
        if (search.HasEnded || search.Status == SearchStatus.Running)
        {
            return [];
        }

        RefuseOtherModel(search, facts);
        return [new SearchResumed(search.Cell, search.Id, facts.Server) { By = resume.By }];
    }

    private static NotebookEvent[] Fork(ForkSearch fork, NotebookState state, GrowthFacts facts)
    {
        if (state.Searches.ContainsKey(fork.Search))
        {
            return [];
        }

        Search of = SearchOf(state, fork.Of);
        RefuseOtherModel(of, facts);
        if (fork.ExtraBudget is < 0 or > MostSearchNodes)
        {
            throw new UserFacingException("A fork may have 0 to 5,000 nodes more than the search it copies.");
        }

        return
        [
            .. Add(new AddCell(fork.Cell, CellKind.Weave, of.Cell) { By = fork.By }, state),
            new SearchForked(
                fork.Cell, fork.Search, of.Id, of.Steps.Count, new MiniHF.Engine.Weave.SearchForked(facts.Seed, fork.ExtraBudget), facts.Server) { By = fork.By },
        ];
    }

    private static NotebookEvent[] Rate(RateSearchNode rate, NotebookState state)
    {
        Search search = SearchOf(state, rate.Search);
        if (rate.Node <= 0 || rate.Node >= search.Tree.Nodes.Length)
        {
            throw new UserFacingException("This node is not in the search.");
        }

        return search.ThumbOf(rate.Node, rate.By) == rate.Thumb
            ? []
            : [new SearchNodeRated(search.Cell, search.Id, rate.Node, rate.Thumb, SearchRules.ThumbStrength(search.Tree.Parameters)) { By = rate.By }];
    }

    /// <summary>What is recorded when something happened in a search: it, all that the search decides by itself on seeing it, and the result where there is one.</summary>
    /// <param name="happened">Null where only a decision is due.</param>
    internal static NotebookEvent[] Advance(Search search, WeaveEvent? happened, SearchCost cost, PersonId by)
    {
        List<WeaveEvent> steps = [];
        WeaveSearch tree = search.Tree;
        for (WeaveEvent? step = happened ?? DecisionOf(tree); step is not null; step = DecisionOf(tree))
        {
            steps.Add(step);
            tree = tree.Apply(step);
        }

        if (steps.Count == 0)
        {
            return [];
        }

        SearchAdvanced advanced = new(search.Cell, search.Id, search.Steps.Count, steps, cost) { By = by };
        return tree.IsFinished ? [advanced, new SearchFinished(search.Cell, search.Id, ResultOf(search.Id, tree)) { By = by }] : [advanced];
    }

    /// <summary>No model is needed to end a search, so it ends on the spot, whether a server is at it or not.</summary>
    private static NotebookEvent[] StopNow(Search search, PersonId by) =>
    [
        new SearchStopped(search.Cell, search.Id) { By = by },
        .. Advance(search, search.Tree.IsFinished ? null : new MiniHF.Engine.Weave.SearchStopped(), SearchCost.None, by),
    ];

    private static WeaveEvent? DecisionOf(WeaveSearch tree) => (tree.Next() as Decided)?.Event;

    /// <summary>Every piece on the way to a leaf of the result, once; ids grow with depth, so each comes after the one it continues.</summary>
    private static SearchResultBranch[] ResultOf(SearchId search, WeaveSearch tree) =>
    [
        .. tree.Result
            .SelectMany(tree.Path)
            .Where(node => node.ParentId is not null)
            .Select(node => node.Id)
            .Distinct()
            .Order()
            .Select(node => new SearchResultBranch(node, new BranchId(EventIds.Of(search.Value, node)))),
    ];

    /// <summary>Nobody waits for continuations of a branch that was put aside; who brings it back may resume.</summary>
    private static IEnumerable<SearchPaused> PausesBelow(NotebookState state, BranchTree tree, PruneBranch prune) => Running(state)
        .Where(search => search.Source.Cell == prune.Cell && tree.PathTo(search.Source.Branch).Any(at => at.Id == prune.Branch))
        .Select(search => new SearchPaused(search.Cell, search.Id) { By = prune.By });

    private static IEnumerable<Search> Running(NotebookState state) =>
        state.Searches.Values.Where(search => search.Status == SearchStatus.Running).OrderBy(search => search.Id.Value);

    private static WeaveCell WeaveCellOf(NotebookState state, CellId id) =>
        CellOf(state, id) as WeaveCell ?? throw new UserFacingException("Only a weave cell searches.");

    private static Search SearchOf(NotebookState state, SearchId id) =>
        state.Searches.GetValueOrDefault(id) ?? throw new UserFacingException("This search is not in the notebook.");

    private static void RefuseOtherModel(Search search, GrowthFacts facts)
    {
        WeaveProvenance provenance = search.Tree.Provenance;
        if (provenance.GeneratorHash != facts.ModelHash)
        {
            throw new UserFacingException($"The model {provenance.Generator} is not the one this search was begun with, so it cannot go on exactly. Begin a new search instead.");
        }

        const string Then = "this search was begun with, so it cannot go on exactly. Begin a new search instead";
        RefuseOtherAdapter(provenance.GeneratorAdapter, provenance.GeneratorAdapterId, facts.Adapter, Then);
        RefuseOtherAdapter(provenance.EvaluatorAdapter, provenance.EvaluatorAdapterId, facts.EvaluatorAdapter, Then);
        // Searches of earlier days were judged by what wrote them, and did not say so.
        if (provenance.EvaluatorHash.Length > 0 && provenance.EvaluatorHash != (facts.Evaluator?.Hash ?? facts.ModelHash))
        {
            throw new UserFacingException($"The evaluator {provenance.Evaluator} is not the one this search was begun with, so its scores could not be compared. Begin a new search instead.");
        }
    }

    private static void Check(SearchSettings settings)
    {
        settings.Parameters.Validate();
        Check(settings.Parameters.Budget <= MostSearchNodes, "Nodes", "1 to 5,000", settings.Parameters.Budget);
        TextLimits.CheckText(settings.Question);
        TextLimits.CheckText(settings.Constitution);
    }
}
