using MiniHF.Workspace.Components.Notebook;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>
/// A branch on the page. Its markup keeps the place it was first drawn at; from then on the browser moves it by the places the tree tells of all
/// (<see cref="TreePlaces"/>), so that a branch that pushes a screenful of others aside does not send each of them anew.
/// </summary>
internal sealed class DrawnNode(WriteCellActions actions, TreeNode node, TreeNode? parent)
{
    /// <summary>Where it stands now.</summary>
    public TreeNode Node { get; private set; } = node;

    /// <summary>Where the branch it continues stands now; null for a beginning.</summary>
    public TreeNode? Parent { get; private set; } = parent;

    /// <summary>The drawing it was last part of.</summary>
    public int Round { get; private set; }

    /// <summary>The place it was first drawn at.</summary>
    public string Transform { get; } = $"translate({TreeView.Px(node.X)} {TreeView.Px(node.Y)})";

    /// <summary>The line from its parent as first drawn.</summary>
    public string Edge => field ??= Parent is { } from ? EdgeOf(from, Node) : "";

    // The same delegates at each rendering: others would be sent to the browser each time.
    public Func<Task> FocusAsync { get; } = () => actions.FocusAsync(node.Id);

    public Func<Task> ToggleAsync { get; } = () => actions.ToggleCollapsedAsync(node.Id);

    public void Move(TreeNode node, TreeNode? parent, int round) => (Node, Parent, Round) = (node, parent, round);

    private static string EdgeOf(TreeNode from, TreeNode to)
    {
        string middle = TreeView.Px((from.X + to.X) / 2);
        return $"M{TreeView.Px(from.X)} {TreeView.Px(from.Y)}C{middle} {TreeView.Px(from.Y)} {middle} {TreeView.Px(to.Y)} {TreeView.Px(to.X)} {TreeView.Px(to.Y)}";
    }
}
