using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Grow(GrowBranch grow, NotebookState state, GrowthFacts facts)
    {
        if (state.Growths.ContainsKey(grow.Growth))
        {
            return [];
        }

        WriteCell cell = WriteCellOf(state, grow.Cell);
        RefuseWhileGrowing(BranchOf(cell.Tree, grow.Parent));
        if (cell.Tree.TextOf(grow.Parent).Length == 0)
        {
            throw new UserFacingException("There is nothing to continue yet: write a beginning first.");
        }

        GenerationSettings settings = cell.Settings with { Count = grow.Branches.Count };
        Check(settings);
        if (grow.Branches.Distinct().Count() != grow.Branches.Count || grow.Branches.Any(cell.Tree.Branches.ContainsKey))
        {
            throw new UserFacingException("Continuations need new ids of their own.");
        }

        return
        [
            new GrowthStarted(
                grow.Growth,
                grow.Cell,
                grow.Parent,
                grow.Branches,
                settings,
                settings.Seed ?? facts.Seed,
                facts.Model,
                facts.ModelHash,
                facts.Server)
            {
                Adapter = facts.Adapter?.Name ?? "",
                AdapterId = facts.Adapter?.Id ?? "",
                By = grow.By,
            },
        ];
    }

    private static NotebookEvent[] Stop(StopGrowth stop, NotebookState state)
    {
        if (state.Growths.GetValueOrDefault(stop.Growth) is not { } growth)
        {
            throw new UserFacingException("This growth is not in the notebook.");
        }

        BranchId[] open = Growing(state, growth, stop.Branch is { } only ? [only] : growth.Branches);
        return open.Length == 0 ? [] : [new GrowthStopped(growth.Cell, growth.Id, open) { By = stop.By }];
    }

    private static NotebookEvent[] Resume(ResumeGrowth resume, NotebookState state, GrowthFacts facts)
    {
        Growth growth = state.Growths.GetValueOrDefault(resume.Growth) ?? throw new UserFacingException("This growth is not in the notebook.");
        if (growth.Status == BranchStatus.Growing)
        {
            return [];
        }

        BranchTree tree = WriteCellOf(state, growth.Cell).Tree;
        if (GrowthRules.Resumable(tree, growth).IsEmpty)
        {
            throw new UserFacingException("Nothing is left to resume: these branches were edited, put aside or are complete.");
        }

        RefuseOtherAdapter(growth.Adapter, growth.AdapterId, facts.Adapter, "this text was begun with, so it cannot go on exactly. Grow again instead");
        return facts.ModelHash == growth.ModelHash
            ? [new GrowthResumed(growth.Cell, growth.Id, facts.Server) { By = resume.By }]
            : throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture,
                $"The model {growth.Model} is not the one this text was begun with, so it cannot go on exactly. Grow again instead."));
    }

    private static void RefuseOtherAdapter(string? name, string? id, AdapterFact? found, string then)
    {
        if ((id ?? "") != (found?.Id ?? ""))
        {
            throw new UserFacingException($"The adapter {name} was changed since: it is not the one {then}.");
        }
    }

    private static NotebookEvent[] Undo(UndoChange undo, NotebookState state)
    {
        UndoEntry? chosen = undo.Change is { } change
            ? state.Undo.Done.GetValueOrDefault(undo.By)?.Find(done => done.Change == change)
            : state.Undo.NextUndo(undo.By);
        if (chosen is not { } entry)
        {
            return [];
        }

        return
        [
            new ChangeUndone(entry.Change) { By = undo.By },
            .. entry.Inverse.OfType<BranchPruned>()
                .SelectMany(prune => state.Cells.GetValueOrDefault(prune.Cell) is WriteCell cell
                    ? StopsBelow(state, cell.Tree, prune.Cell, prune.Branch, undo.By)
                    : [])
                .GroupBy(stop => stop.Growth)
                .Select(stops => stops.First() with { Branches = [.. stops.SelectMany(stop => stop.Branches)] }),
            .. entry.Inverse.OfType<CellRemoved>()
                .SelectMany(removed => Running(state).Where(search => search.Cell == removed.Cell))
                .Select(search => new SearchPaused(search.Cell, search.Id) { By = undo.By }),
            .. entry.Inverse.OfType<CellRemoved>().SelectMany(removed => StopsOf(state, removed.Cell, undo.By)),
            .. entry.Inverse.OfType<EvaluationPutAside>()
                .Where(aside => aside.PutAside)
                .SelectMany(aside => Evaluating(state).Where(evaluation => evaluation.Id == aside.Evaluation))
                .Select(evaluation => new EvaluationStopped(evaluation.Cell, evaluation.Id) { By = undo.By }),
            .. entry.Inverse.OfType<SearchPutAside>()
                .Where(aside => aside.PutAside)
                .SelectMany(aside => Running(state).Where(search => search.Id == aside.Search))
                .SelectMany(search => StopNow(search, undo.By)),
        ];
    }

    private static NotebookEvent[] Redo(RedoChange redo, NotebookState state) =>
        state.Undo.NextRedo(redo.By) is { } entry ? [new ChangeRedone(entry.Change) { By = redo.By }] : [];

    /// <summary>Those of the branches that can be stopped.</summary>
    private static BranchId[] Growing(NotebookState state, Growth growth, IEnumerable<BranchId> branches) =>
        state.Cells.GetValueOrDefault(growth.Cell) is WriteCell cell
            ? [.. branches.Where(id => cell.Tree.Branches.GetValueOrDefault(id) is { } branch
                && branch.Growth == growth.Id
                && branch.Status is BranchStatus.Growing or BranchStatus.Interrupted)]
            : [];
}
