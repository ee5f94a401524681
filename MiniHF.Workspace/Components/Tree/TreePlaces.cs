using System.Globalization;
using System.Text;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>Where all drawn nodes stand, in some six characters a node: what the browser moves them and their lines by (<c>tree.js</c>).</summary>
internal static class TreePlaces
{
    // Places are told in these parts of a pixel, finer where rows are drawn close.
    private const double Fine = 0.1;
    private const double Coarse = 0.5;

    /// <summary>
    /// <c>eye left step unit</c>, then for each node, in their order, its distance down from the one before it and, unless it is a beginning, that of its
    /// parent from itself. How far to the right a node stands follows from its level.
    /// </summary>
    /// <param name="eye">The node that stays where it is on the screen, by its place in the order; −1 for none.</param>
    public static string Of(IReadOnlyList<DrawnNode> drawn, TreeLayout layout, TreeScale scale, int eye)
    {
        double unit = scale.Y * TreeLayout.RowHeight < 8 ? Fine : Coarse;
        StringBuilder places = new(drawn.Count * 7);
        places.Append(CultureInfo.InvariantCulture, $"{eye} {TreeLayout.Margin * scale.X:0.##} {layout.LevelStep * scale.X:0.###} {unit}");
        long above = 0;
        foreach (DrawnNode node in drawn)
        {
            long y = (long)Math.Round(node.Node.Y / unit);
            places.Append(CultureInfo.InvariantCulture, $",{y - above}");
            if (node.Parent is { } parent)
            {
                places.Append(CultureInfo.InvariantCulture, $" {(long)Math.Round(parent.Y / unit) - y}");
            }

            above = y;
        }

        return places.ToString();
    }
}
