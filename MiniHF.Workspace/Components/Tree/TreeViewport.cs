namespace MiniHF.Workspace.Components.Tree;

/// <summary>The part of the drawing that is on the screen, in pixels of the drawing as it is shown.</summary>
internal readonly record struct TreeViewport(double Left, double Top, double Width, double Height)
{
    /// <summary>The part to be expected when the drawing changes its scale and what is in the middle stays there.</summary>
    public TreeViewport Rescaled(TreeScale before, TreeScale after) => this with
    {
        Left = Math.Max(0, ((Left + (Width / 2)) * after.X / before.X) - (Width / 2)),
        Top = Math.Max(0, ((Top + (Height / 2)) * after.Y / before.Y) - (Height / 2)),
    };

    /// <summary>Whether a branch, or the line from its parent, comes within <paramref name="slack"/> of this part.</summary>
    public bool Touches(TreeNode node, TreeNode parent, double slack) =>
        Math.Max(node.X, parent.X) >= Left - slack
        && Math.Min(node.X, parent.X) <= Left + Width + slack
        && Math.Max(node.Y, parent.Y) >= Top - slack
        && Math.Min(node.Y, parent.Y) <= Top + Height + slack;
}
