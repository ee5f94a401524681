using System.Collections.Immutable;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Tree;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>Where the nodes of a search are drawn: depth from left to right, and, dashed, the continuations that are being written.</summary>
public sealed class SearchTreeLayout
{
    private const double Margin = 28;
    private const double RoomiestRow = 19;
    private const double TightestRow = 11.5;
    private const double RoomyHeight = 370;
    private const double WidestLevel = 120;
    private const double RoomyWidth = 700;

    private SearchTreeLayout(ImmutableArray<SearchTreeNode> nodes, double width, double height)
    {
        Nodes = nodes;
        Width = width;
        Height = height;
    }

    /// <summary>Nodes of the search in the order of their ids, then those being written.</summary>
    public ImmutableArray<SearchTreeNode> Nodes { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Lays out a search.</summary>
    /// <param name="writing">The node that is being continued, and how many times; null where none is.</param>
    public static SearchTreeLayout Of(WeaveSearch search, (int Parent, int Count)? writing)
    {
        ArgumentNullException.ThrowIfNull(search);
        List<int> parents = [.. search.Nodes.Select(node => node.ParentId ?? -1)];
        if (writing is { } now)
        {
            parents.AddRange(Enumerable.Repeat(now.Parent, now.Count));
        }

        (double[] rows, int[] levels) = TidyTree.Place(parents);
        int depth = levels.Max();
        double level = depth == 0 ? WidestLevel : Math.Clamp((RoomyWidth - (2 * Margin)) / depth, 62, WidestLevel);
        double row = Math.Clamp(RoomyHeight / Math.Max(1, rows.Max()), TightestRow, RoomiestRow);
        ImmutableArray<SearchTreeNode> nodes =
        [
            .. parents.Select((parent, i) => new SearchTreeNode(
                i < search.Nodes.Length ? i : -1, parent, levels[i], Margin + (levels[i] * level), Margin + (rows[i] * row))),
        ];
        return new SearchTreeLayout(nodes, (2 * Margin) + (depth * level), nodes.Max(node => node.Y) + Margin);
    }
}
