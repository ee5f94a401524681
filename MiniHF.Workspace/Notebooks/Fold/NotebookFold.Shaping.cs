using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static BranchTree Split(BranchTree tree, BranchSplit split)
    {
        if (tree.Branches.GetValueOrDefault(split.Branch) is not { Pruned: false, Became: null } whole || split.At <= 0 || split.At >= whole.Text.Length)
        {
            return tree;
        }

        int tokens = whole.TokenIds.Length;
        Branch head = tree.Branches.GetValueOrDefault(split.Head) ?? Piece(whole, split.Head, whole.Text[..split.At], 0, split.HeadTokens) with
        {
            Parent = whole.Parent,
            Depth = whole.Depth,
        };
        Branch tail = tree.Branches.GetValueOrDefault(split.Tail) ?? Piece(whole, split.Tail, whole.Text[split.At..], tokens - split.TailTokens, split.TailTokens) with
        {
            Parent = split.Head,
            Depth = whole.Depth + 1,
            Finish = whole.Finish,
            Thumbs = whole.Thumbs,
            Bookmarked = whole.Bookmarked,
            Collapsed = whole.Collapsed,
            Found = whole.Found,
            Name = whole.Name,
            Note = whole.Note,
            Tags = whole.Tags,
        };
        tree = Stand(tree, head with { Pruned = false, Became = null }, after: whole.Id);
        tree = Stand(tree, tail with { Pruned = false, Became = null }, after: null);
        tree = Rehang(tree, whole.Id, split.Tail);
        tree = WithBranch(tree, whole.Id, branch => branch with { Pruned = true, Became = split.Tail });
        return Turn(tree, split.Tail, whole.Id);
    }

    private static BranchTree Mend(BranchTree tree, BranchMended mended)
    {
        if (tree.Branches.GetValueOrDefault(mended.Branch) is not { } whole
            || whole.Became != mended.Tail
            || !tree.Branches.ContainsKey(mended.Tail)
            || tree.Branches.GetValueOrDefault(mended.Head) is not { } head)
        {
            return tree;
        }

        tree = Rehang(tree, mended.Tail, whole.Id);
        tree = WithBranch(tree, whole.Id, branch => branch with { Pruned = false, Became = null });
        tree = Turn(SetAside(tree, mended.Tail, whole.Id), whole.Id, mended.Tail);
        // What somebody wrote between the pieces in the meantime keeps the first of them, in reach where that was pruned since.
        BranchId[] others = [.. head.Children.Where(child => child != mended.Tail && tree.Branches[child].Became is null)];
        return others.All(child => tree.Branches[child].Pruned)
            ? Turn(SetAside(tree, head.Id, others.Length == 0 ? whole.Id : null), whole.Id, head.Id)
            : tree;
    }

    private static BranchTree Join(BranchTree tree, BranchesJoined joined)
    {
        if (tree.Branches.GetValueOrDefault(joined.Branch) is not { Parent: { } above, Pruned: false, Became: null } second
            || tree.Branches.GetValueOrDefault(above) is not { Pruned: false, Became: null } first
            || ShapingRules.OnlyChildOf(tree, above) != second.Id)
        {
            return tree;
        }

        Branch one = tree.Branches.GetValueOrDefault(joined.Joined) ?? Together(first, second, joined.Joined);
        tree = Stand(tree, one with { Pruned = false, Became = null }, after: first.Id);
        tree = Rehang(tree, second.Id, joined.Joined);
        tree = WithBranch(tree, second.Id, branch => branch with { Became = joined.Joined });
        // Where something pruned hangs from it, it stays in sight, so that one can come back to that.
        bool holdsMore = first.Children.Any(child => child != second.Id && tree.Branches[child].Became is null);
        tree = WithBranch(tree, first.Id, branch => branch with { Pruned = true, Became = holdsMore ? null : joined.Joined });
        return Turn(tree, joined.Joined, first.Id, second.Id);
    }

    private static BranchTree Part(BranchTree tree, BranchesParted parted)
    {
        if (tree.Branches.GetValueOrDefault(parted.Branch) is not { Parent: { } above } second
            || second.Became != parted.Joined
            || !tree.Branches.ContainsKey(above)
            || !tree.Branches.ContainsKey(parted.Joined))
        {
            return tree;
        }

        tree = Rehang(tree, parted.Joined, second.Id);
        tree = WithBranch(tree, second.Id, branch => branch with { Became = null });
        tree = WithBranch(tree, above, branch => branch with { Pruned = false, Became = null });
        return Turn(SetAside(tree, parted.Joined, second.Id), second.Id, parted.Joined);
    }

    private static BranchTree Name(BranchTree tree, BranchesNamed named)
    {
        foreach (NamedBranch one in named.Branches)
        {
            tree = WithBranch(tree, one.Branch, branch => branch with { Name = one.Name.Length == 0 ? null : new BranchName(one.Name, named.Provenance) });
        }

        return tree;
    }

    /// <summary>A piece of a branch, by the same hand and from the same model.</summary>
    private static Branch Piece(Branch of, BranchId id, string text, int fromToken, int tokens) => of with
    {
        Id = id,
        Children = [],
        Text = text,
        OriginalText = null,
        TokenIds = [.. of.TokenIds.Skip(fromToken).Take(tokens)],
        LogProbabilities = [.. of.LogProbabilities.Skip(fromToken).Take(tokens)],
        Runs = [.. ShapingRules.RunsOf(of, fromToken, tokens)],
        Status = BranchStatus.Done,
        Finish = null,
        Thumbs = ImmutableDictionary<PersonId, Thumb>.Empty,
        Bookmarked = false,
        Pruned = false,
        Collapsed = false,
        Replaces = null,
        Found = null,
        Edits = [],
        Name = null,
        Note = "",
        Tags = [],
        Became = null,
    };

    /// <summary>Two branches as one. A person's words beside a model's make it the model's, changed by a person.</summary>
    private static Branch Together(Branch first, Branch second, BranchId id)
    {
        bool firstIsSpelled = first.OriginalText is null && !first.TokenIds.IsEmpty;
        bool secondIsSpelled = second.OriginalText is null && !second.TokenIds.IsEmpty;
        bool spelled = firstIsSpelled && secondIsSpelled;
        // Of a person's words and a model's, the model's tell where it came from.
        Branch source = second.TokenIds.IsEmpty && second.Growth is null && !first.TokenIds.IsEmpty ? first : second;
        bool mixed = !spelled && (first.Growth is not null || second.Growth is not null || first.Found is not null || second.Found is not null);
        return source with
        {
            Id = id,
            Parent = first.Parent,
            Depth = first.Depth,
            Children = [],
            Kind = first.Kind == second.Kind ? first.Kind : mixed ? source.Kind : BranchKind.Person,
            Text = first.Text + second.Text,
            OriginalText = mixed ? source.OriginalText ?? source.Text : null,
            TokenIds = spelled ? first.TokenIds.AddRange(second.TokenIds) : mixed ? source.TokenIds : [],
            LogProbabilities = spelled ? first.LogProbabilities.AddRange(second.LogProbabilities) : mixed ? source.LogProbabilities : [],
            Runs = spelled ? [.. ShapingRules.RunsOf(first), .. ShapingRules.RunsOf(second)] : mixed ? [.. ShapingRules.RunsOf(source)] : [],
            Status = BranchStatus.Done,
            Finish = second.Finish,
            Thumbs = second.Thumbs,
            Bookmarked = first.Bookmarked || second.Bookmarked,
            Collapsed = second.Collapsed,
            Replaces = null,
            Edits = [],
            Editors = [.. first.Editors.Union(second.Editors)],
            Name = first.Name ?? second.Name,
            Note = string.Join('\n', new[] { first.Note, second.Note }.Where(note => note.Length > 0)),
            Tags = [.. first.Tags.Union(second.Tags, StringComparer.Ordinal)],
            Became = null,
        };
    }

    /// <summary>Puts a branch into the tree under its parent, or back as it is said to be.</summary>
    /// <param name="after">The sibling it stands behind; null for the last place.</param>
    private static BranchTree Stand(BranchTree tree, Branch branch, BranchId? after)
    {
        bool isThere = tree.Branches.ContainsKey(branch.Id);
        tree = tree.With(branch);
        if (isThere)
        {
            return tree;
        }

        ImmutableList<BranchId> Add(ImmutableList<BranchId> siblings) =>
            after is { } before && siblings.IndexOf(before) is >= 0 and int at ? siblings.Insert(at + 1, branch.Id) : siblings.Add(branch.Id);
        return branch.Parent is { } parent
            ? WithBranch(tree, parent, above => above with { Children = Add(above.Children) })
            : tree with { Roots = Add(tree.Roots) };
    }

    /// <summary>Lets grow from the one branch what grows from the other.</summary>
    private static BranchTree Rehang(BranchTree tree, BranchId from, BranchId to)
    {
        Branch source = tree.Branches[from];
        Branch target = tree.Branches[to];
        ImmutableList<BranchId> moved = source.Children.Remove(to);
        int deeper = target.Depth - source.Depth;
        ImmutableDictionary<BranchId, Branch>.Builder branches = tree.Branches.ToBuilder();
        branches[from] = source with { Children = source.Children.Contains(to) ? [to] : [] };
        branches[to] = target with { Children = target.Children.AddRange(moved) };
        Stack<BranchId> below = new(moved);
        foreach (BranchId child in moved)
        {
            branches[child] = branches[child] with { Parent = to };
        }

        while (deeper != 0 && below.TryPop(out BranchId next))
        {
            Branch branch = branches[next];
            branches[next] = branch with { Depth = branch.Depth + deeper };
            foreach (BranchId child in branch.Children)
            {
                below.Push(child);
            }
        }

        return tree with { Branches = branches.ToImmutable() };
    }

    private static BranchTree SetAside(BranchTree tree, BranchId id, BranchId? became) =>
        WithBranch(tree, id, branch => branch with { Pruned = true, Became = became });

    /// <summary>Whoever reads one of these branches reads the other instead.</summary>
    private static BranchTree Turn(BranchTree tree, BranchId to, params ReadOnlySpan<BranchId> from)
    {
        ImmutableDictionary<PersonId, BranchId?> focus = tree.Focus;
        foreach ((PersonId person, BranchId? read) in tree.Focus)
        {
            if (read is { } branch && from.Contains(branch))
            {
                focus = focus.SetItem(person, to);
            }
        }

        return tree with { Focus = focus, LastFocus = tree.LastFocus is { } last && from.Contains(last) ? to : tree.LastFocus };
    }
}
