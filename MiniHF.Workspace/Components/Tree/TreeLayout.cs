using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>
/// Where every branch of a tree is drawn: depth from left to right, siblings from top to bottom, parents midway between their
/// children, subtrees as close as they fit. Linear in the number of branches.
/// </summary>
/// <remarks>Branches below a collapsed or pruned one are left out and counted instead.</remarks>
public sealed class TreeLayout
{
    /// <summary>Pixels between a branch and its children, at least.</summary>
    public const double LevelWidth = 68;

    /// <summary>Pixels between a branch and its children, at most: beyond it the eye loses the line.</summary>
    public const double MostLevelWidth = 168;

    /// <summary>Pixels between neighbours of one level.</summary>
    public const double RowHeight = 32;

    /// <summary>Pixels left free on every side.</summary>
    public const double Margin = 26;

    // Everybody who has a notebook open sees the same tree: it is laid out once.
    private static readonly ConditionalWeakTable<ImmutableDictionary<BranchId, Branch>, ConditionalWeakTable<ImmutableList<BranchId>, TreeLayout>> s_known = [];

    private readonly Dictionary<BranchId, int> _index;
    private readonly ConcurrentDictionary<double, TreeLayout> _spread = new();

    private TreeLayout(ImmutableArray<TreeNode> nodes, ImmutableArray<Branch> branches, Dictionary<BranchId, int> index, double levelWidth)
    {
        (Nodes, Branches) = (nodes, branches);
        _index = index;
        LevelStep = levelWidth;
        Depth = nodes.IsEmpty ? 0 : nodes.Max(node => node.Level) + 1;
        Width = (2 * Margin) + (Math.Max(0, Depth - 1) * levelWidth);
        Height = (2 * Margin) + (nodes.IsEmpty ? 0 : nodes.Max(node => node.Y) - Margin);
    }

    /// <summary>Parents before their children, siblings in order.</summary>
    public ImmutableArray<TreeNode> Nodes { get; }

    /// <summary>The branch of each node.</summary>
    public ImmutableArray<Branch> Branches { get; }

    /// <summary>Number of levels.</summary>
    public int Depth { get; }

    public double Width { get; }

    /// <summary>Pixels from one level to the next.</summary>
    public double LevelStep { get; }

    public double Height { get; }

    /// <summary>Lays out a tree.</summary>
    public static TreeLayout Of(BranchTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);

        // The same branches are shown from other beginnings where a subtree is looked at alone.
        return s_known.GetValue(tree.Branches, static _ => []).GetValue(tree.Roots, _ => Create(tree));
    }

    private static TreeLayout Create(BranchTree tree)
    {
        List<Branch> branches = [];
        List<int> parents = [];
        List<int> hidden = [];
        Stack<(BranchId Branch, int Parent)> waiting = new();
        foreach (BranchId root in tree.Roots.Reverse())
        {
            waiting.Push((root, -1));
        }

        while (waiting.TryPop(out (BranchId Branch, int Parent) next))
        {
            // What became another branch is drawn as that one.
            if (!tree.Branches.TryGetValue(next.Branch, out Branch? branch) || branch.Became is not null)
            {
                continue;
            }

            int at = branches.Count;
            bool folded = branch.Collapsed || branch.Pruned;
            branches.Add(branch);
            parents.Add(next.Parent);
            hidden.Add(folded ? CountBelow(tree, branch) : 0);
            for (int i = folded ? -1 : branch.Children.Count - 1; i >= 0; i--)
            {
                waiting.Push((branch.Children[i], at));
            }
        }

        (double[] rows, int[] levels) = TidyTree.Place(parents);
        ImmutableArray<TreeNode>.Builder nodes = ImmutableArray.CreateBuilder<TreeNode>(branches.Count);
        Dictionary<BranchId, int> index = new(branches.Count);
        for (int i = 0; i < branches.Count; i++)
        {
            index[branches[i].Id] = i;
            nodes.Add(new TreeNode(
                branches[i].Id,
                parents[i],
                levels[i],
                Margin + (levels[i] * LevelWidth),
                Margin + (rows[i] * RowHeight),
                hidden[i]));
        }

        return new TreeLayout(nodes.MoveToImmutable(), [.. branches], index, LevelWidth);
    }

    /// <summary>The same drawing with its levels spread over <paramref name="room"/> pixels, as far as that still reads well.</summary>
    public TreeLayout Spread(double room)
    {
        if (Depth < 2)
        {
            return this;
        }

        double levelWidth = Math.Clamp(Math.Floor((room - (2 * Margin)) / (Depth - 1)), LevelWidth, MostLevelWidth);
        return levelWidth == LevelStep
            ? this
            : _spread.GetOrAdd(levelWidth, width => new TreeLayout([.. Nodes.Select(node => node with { X = Margin + (node.Level * width) })], Branches, _index, width));
    }

    /// <summary>The branch's place, or null where it is folded away.</summary>
    public TreeNode? Find(BranchId branch) => _index.TryGetValue(branch, out int at) ? Nodes[at] : null;

    /// <summary>The branch drawn next above (−1) or below (+1) on the same level, or null at the edge.</summary>
    public BranchId? Neighbour(BranchId branch, int direction)
    {
        if (Find(branch) is not { } here)
        {
            return null;
        }

        TreeNode? best = null;
        foreach (TreeNode node in Nodes)
        {
            bool beyond = direction < 0 ? node.Y < here.Y : node.Y > here.Y;
            if (node.Level == here.Level && beyond && (best is not { } found || Math.Abs(node.Y - here.Y) < Math.Abs(found.Y - here.Y)))
            {
                best = node;
            }
        }

        return best?.Id;
    }

    private static int CountBelow(BranchTree tree, Branch branch)
    {
        int count = 0;
        Stack<BranchId> waiting = new(branch.Children);
        while (waiting.TryPop(out BranchId next))
        {
            count++;
            foreach (BranchId child in tree.Branches.TryGetValue(next, out Branch? below) ? below.Children : [])
            {
                waiting.Push(child);
            }
        }

        return count;
    }
}
