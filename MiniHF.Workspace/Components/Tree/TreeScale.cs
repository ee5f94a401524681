namespace MiniHF.Workspace.Components.Tree;

/// <summary>
/// How far a drawing is shrunk. A tree grows by rows far more than by levels, so from far its rows are drawn closer than its levels: as close as
/// asked for, but no level narrower than it takes to fill the room.
/// </summary>
internal readonly record struct TreeScale(double X, double Y)
{
    /// <summary>Nothing is shrunk.</summary>
    public static TreeScale Full { get; } = new(1, 1);

    /// <summary>A drawing shrunk by <paramref name="zoom"/> in a room of so many pixels from left to right.</summary>
    public static TreeScale Of(TreeLayout layout, double zoom, double room) =>
        new(Math.Clamp(room / layout.Width, Math.Min(zoom, 1), 1), zoom);

    /// <summary>The node where it is on the shrunken drawing.</summary>
    public TreeNode Place(TreeNode node) => node with { X = node.X * X, Y = node.Y * Y };
}
