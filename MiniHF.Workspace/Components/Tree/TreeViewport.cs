namespace MiniHF.Workspace.Components.Tree;

/// <summary>The part of the drawing that is on the screen, in pixels of the drawing at its full size.</summary>
internal readonly record struct TreeViewport(double Left, double Top, double Width, double Height)
{
    /// <summary>What a screen shows of a drawing that is shrunk by <paramref name="zoom"/>.</summary>
    public TreeViewport Through(double zoom) => new(Left / zoom, Top / zoom, Width / zoom, Height / zoom);

    /// <summary>Whether a branch, or the line from its parent, comes within <paramref name="slack"/> of this part.</summary>
    public bool Touches(TreeNode node, TreeNode parent, double slack) =>
        Math.Max(node.X, parent.X) >= Left - slack
        && Math.Min(node.X, parent.X) <= Left + Width + slack
        && Math.Max(node.Y, parent.Y) >= Top - slack
        && Math.Min(node.Y, parent.Y) <= Top + Height + slack;
}
