using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>The texts a rate cell's source names, in groups that follow the same text.</summary>
internal static class RatingCandidates
{
    /// <summary>Texts that follow the same one, in the order they came.</summary>
    /// <param name="Chosen">Those the source names; the others stand beside them.</param>
    public sealed record Group(CellId Text, BranchId? Parent, IReadOnlyList<Branch> Branches, IReadOnlyList<Branch> Chosen);

    public static IEnumerable<Group> Of(NotebookState state, RateSettings settings)
    {
        HashSet<SearchId>? searches = settings is { Source: RateSourceKind.Searches, SourceCell: { } asked }
            ? [.. (state.Cells.GetValueOrDefault(asked) as WeaveCell)?.Searches ?? []]
            : null;
        HashSet<BranchId> evaluated = settings.Source == RateSourceKind.Evaluations
            ? [.. state.Evaluations.Values
                .Where(evaluation => !evaluation.PutAside && (settings.SourceCell is null || evaluation.Cell == settings.SourceCell))
                .SelectMany(evaluation => evaluation.Texts)
                .Select(text => text.Branch)]
            : [];
        bool IsChosen(Branch branch) => settings.Source switch
        {
            RateSourceKind.Searches => branch.Found is { } found && searches?.Contains(found.Search) != false,
            RateSourceKind.Evaluations => evaluated.Contains(branch.Id),
            _ => true,
        };

        foreach (WriteCell cell in state.Order.Select(id => state.Cells.GetValueOrDefault(id)).OfType<WriteCell>())
        {
            if (settings is { Source: RateSourceKind.Cell, SourceCell: { } only } && only != cell.Id)
            {
                continue;
            }

            foreach ((BranchId? parent, IReadOnlyList<BranchId> children) in Families(cell.Tree))
            {
                if (settings.Source == RateSourceKind.Children && parent != settings.SourceBranch)
                {
                    continue;
                }

                Branch[] branches = [.. children.Select(id => cell.Tree.Branches[id]).Where(branch => CanBeJudged(branch, settings))];
                Branch[] chosen = [.. branches.Where(IsChosen)];
                if (chosen.Length > 0)
                {
                    yield return new Group(cell.Id, parent, branches, chosen);
                }
            }
        }
    }

    private static bool CanBeJudged(Branch branch, RateSettings settings) =>
        !branch.Pruned
        && branch.Status != BranchStatus.Growing
        && !string.IsNullOrWhiteSpace(branch.Text)
        && (settings.WithPeople || branch.Kind is BranchKind.Model or BranchKind.Weave);

    /// <summary>Every branch that was not put aside, level by level, with what follows it.</summary>
    private static IEnumerable<(BranchId? Parent, IReadOnlyList<BranchId> Children)> Families(BranchTree tree)
    {
        yield return (null, tree.Roots);
        for (List<BranchId> level = [.. tree.Roots]; level.Count > 0;)
        {
            Branch[] kept = [.. level.Select(id => tree.Branches[id]).Where(branch => !branch.Pruned && !branch.Children.IsEmpty)];
            foreach (Branch branch in kept)
            {
                yield return (branch.Id, branch.Children);
            }

            level = [.. kept.SelectMany(branch => branch.Children)];
        }
    }
}
