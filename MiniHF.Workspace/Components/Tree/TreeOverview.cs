using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>A whole tree as a small picture, of the same few bytes whatever its size: one number a cell, row by row.</summary>
internal static class TreeOverview
{
    /// <summary>Cells from left to right.</summary>
    public const int Columns = 72;

    /// <summary>Cells from top to bottom.</summary>
    public const int Rows = 40;

    /// <summary>Nothing is drawn in the cell.</summary>
    public const byte Nothing = 0;

    /// <summary>Some branch is.</summary>
    public const byte Some = 1;

    /// <summary>One that people liked.</summary>
    public const byte Liked = 2;

    /// <summary>One of the path that is read.</summary>
    public const byte Path = 3;

    /// <summary>The picture of a layout.</summary>
    public static byte[] Of(TreeLayout layout, Func<Branch, bool> isLiked, IReadOnlySet<BranchId> path)
    {
        byte[] cells = new byte[Columns * Rows];
        for (int i = 0; i < layout.Nodes.Length; i++)
        {
            TreeNode node = layout.Nodes[i];
            int column = Math.Min(Columns - 1, (int)(node.X / layout.Width * Columns));
            int row = Math.Min(Rows - 1, (int)(node.Y / layout.Height * Rows));
            byte kind = path.Contains(node.Id) ? Path : isLiked(layout.Branches[i]) ? Liked : Some;
            ref byte cell = ref cells[(row * Columns) + column];
            cell = Math.Max(cell, kind);
        }

        return cells;
    }

    /// <summary>What makes one picture the other: each cell's number, times four, and what is in it.</summary>
    public static int[] Changes(byte[] before, byte[] after) =>
        [.. Enumerable.Range(0, after.Length).Where(cell => after[cell] != before[cell]).Select(cell => (cell * 4) + after[cell])];
}
