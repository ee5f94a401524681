using System.Collections.Immutable;
using System.Globalization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

public static partial class NotebookDifference
{
    // Of one growth's continuations the first few are enough to know it by.
    private const int ShownOfOneGrowth = 4;

    private static IEnumerable<Difference> OfTree(CellId cell, BranchTree before, BranchTree after)
    {
        // Only what is not the same object can differ: states share all else.
        Branch[] changed = [.. after.Branches.Values
            .Where(branch => !ReferenceEquals(before.Branches.GetValueOrDefault(branch.Id), branch))
            .OrderBy(branch => branch.At)
            .ThenBy(branch => branch.Depth)
            .ThenBy(branch => branch.Id.Value)];
        ILookup<GrowthId?, Branch> added = changed.Where(branch => !before.Branches.ContainsKey(branch.Id)).ToLookup(branch => branch.Runs.IsEmpty && branch.Kind != BranchKind.Rewrite ? branch.Growth : null);
        foreach (IGrouping<GrowthId?, Branch> growth in added)
        {
            foreach (Difference difference in growth.Key is null ? growth.Select(branch => Written(cell, after, branch)) : [Grown(cell, growth)])
            {
                yield return difference;
            }
        }

        foreach (Branch branch in changed)
        {
            foreach (Difference difference in OfBranch(cell, before.Branches.GetValueOrDefault(branch.Id), branch))
            {
                yield return difference;
            }
        }
    }

    private static Difference Written(CellId cell, BranchTree tree, Branch branch)
    {
        string words = branch.Kind switch
        {
            BranchKind.Rewrite => "rewritten",
            BranchKind.Model => "made of another branch",
            BranchKind.Weave => "found by a search",
            _ => "written",
        };
        ImmutableArray<TextPiece> pieces = branch.Replaces is { } replaced && tree.Branches.GetValueOrDefault(replaced) is { } old
            ? TextDifference.Of(old.Text, branch.Text)
            : [new TextPiece(1, branch.Text)];
        return new Difference(DifferenceKind.BranchAdded, cell, branch.Id, words, pieces);
    }

    private static Difference Grown(CellId cell, IEnumerable<Branch> growth)
    {
        Branch[] branches = [.. growth.OrderBy(branch => branch.Index)];
        string words = string.Create(CultureInfo.InvariantCulture, $"{branches.Length:N0} {(branches.Length == 1 ? "continuation" : "continuations")} grown");
        return new Difference(
            DifferenceKind.BranchAdded,
            cell,
            branches[0].Id,
            words,
            [.. branches.Where(branch => branch.Text.Length > 0).Take(ShownOfOneGrowth).Select(branch => new TextPiece(1, branch.Text))]);
    }

    private static IEnumerable<Difference> OfBranch(CellId cell, Branch? before, Branch after)
    {
        if (before is not null && before.Text != after.Text)
        {
            yield return new Difference(DifferenceKind.BranchEdited, cell, after.Id, after.Text.StartsWith(before.Text, StringComparison.Ordinal) ? "written on" : "edited", TextDifference.Of(before.Text, after.Text));
        }

        ImmutableDictionary<PersonId, Thumb> thumbs = before?.Thumbs ?? ImmutableDictionary<PersonId, Thumb>.Empty;
        if (!ReferenceEquals(thumbs, after.Thumbs) && Thumbs(thumbs) != Thumbs(after.Thumbs))
        {
            yield return new Difference(DifferenceKind.BranchRated, cell, after.Id, Thumbs(after.Thumbs), [new TextPiece(0, after.Text)]);
        }

        if ((before?.Bookmarked ?? false) != after.Bookmarked)
        {
            yield return new Difference(DifferenceKind.BranchBookmarked, cell, after.Id, after.Bookmarked ? "bookmarked" : "bookmark taken away", [new TextPiece(0, after.Text)]);
        }

        if ((before?.Pruned ?? false) != after.Pruned)
        {
            yield return new Difference(after.Pruned ? DifferenceKind.BranchPruned : DifferenceKind.BranchRestored, cell, after.Id, after.Pruned ? "pruned" : "restored", [new TextPiece(after.Pruned ? -1 : 1, after.Text)]);
        }
    }

    private static string Thumbs(ImmutableDictionary<PersonId, Thumb> thumbs)
    {
        int up = thumbs.Values.Count(thumb => thumb == Thumb.Up);
        int down = thumbs.Values.Count(thumb => thumb == Thumb.Down);
        return (up, down) switch
        {
            (0, 0) => "thumb taken away",
            (_, 0) => Count("up", up),
            (0, _) => Count("down", down),
            _ => $"{Count("up", up)}, {Count("down", down)}",
        };
    }

    private static string Count(string way, int count) =>
        count == 1 ? $"thumbed {way}" : string.Create(CultureInfo.InvariantCulture, $"thumbed {way} by {count:N0}");
}
