using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>Which nodes of a layout are drawn: as many as a screen can show, however large the tree is.</summary>
internal static class TreeDrawing
{
    /// <summary>Up to this many branches everything is drawn, and scrolling asks the server for nothing.</summary>
    public const int DrawnWhole = 400;

    // What is drawn beyond the edges, so that a scroll of that length shows no blank.
    private const double Overscan = 240;

    // Nodes nearer to each other on the screen than so many pixels are one spot to the eye.
    private const double Spot = 6;

    /// <summary>
    /// The nodes in view, and those whose line to the parent crosses it, at their places on the shrunken drawing; of those that fall onto one spot the
    /// first, and all that are wanted.
    /// </summary>
    /// <param name="wanted">What must not be left out for another: the path, what grows.</param>
    public static IReadOnlyList<TreeNode> Of(TreeLayout layout, TreeViewport screen, TreeScale scale, Func<BranchId, bool> wanted)
    {
        bool isWhole = layout.Nodes.Length <= DrawnWhole;
        bool isThinned = !isWhole && scale.Y * TreeLayout.RowHeight < Spot;
        HashSet<(int, int)> taken = [];
        List<TreeNode> drawn = [];
        foreach (TreeNode node in layout.Nodes)
        {
            TreeNode placed = scale.Place(node);
            if (isWhole
                || (screen.Touches(placed, node.Parent >= 0 ? scale.Place(layout.Nodes[node.Parent]) : placed, Overscan)
                    && (!isThinned || taken.Add(((int)(placed.X / Spot), (int)(placed.Y / Spot))) || wanted(node.Id))))
            {
                drawn.Add(placed);
            }
        }

        return drawn;
    }
}
