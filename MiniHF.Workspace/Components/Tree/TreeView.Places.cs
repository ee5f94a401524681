using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Tree;

// Which nodes are drawn and where, and what keeps still while others grow around it.
public sealed partial class TreeView
{
    private readonly Dictionary<BranchId, DrawnNode> _drawn = [];
    private WriteCellActions? _drawnFor;
    private int _round;
    private BranchId? _eye;

    /// <summary>The nodes to draw, parents before their children.</summary>
    private List<DrawnNode> Draw()
    {
        if (_drawnFor != Actions)
        {
            _drawn.Clear();
            _drawnFor = Actions;
        }

        _round++;
        TreeScale scale = Scale;
        List<DrawnNode> drawn = [];
        foreach (TreeNode node in TreeDrawing.Of(Layout, _screen, scale, IsWanted))
        {
            TreeNode? parent = node.Parent >= 0 ? scale.Place(Layout.Nodes[node.Parent]) : null;
            if (!_drawn.TryGetValue(node.Id, out DrawnNode? known))
            {
                _drawn[node.Id] = known = new DrawnNode(Actions, node, parent);
            }

            known.Move(node, parent, _round);
            drawn.Add(known);
        }

        if (_drawn.Count > drawn.Count)
        {
            foreach ((BranchId gone, DrawnNode node) in _drawn)
            {
                if (node.Round != _round)
                {
                    _drawn.Remove(gone);
                }
            }
        }

        return drawn;
    }

    private string Places(List<DrawnNode> drawn) => TreePlaces.Of(drawn, Layout, Scale, _eye is { } eye ? drawn.FindIndex(node => node.Node.Id == eye) : -1);

    /// <summary>
    /// What the reader looks at stays where it is on the screen when the drawing changes: the branch in focus while it is in view, else the one nearest to
    /// the middle. The browser scrolls by as much; what is in view is then mostly what was.
    /// </summary>
    private void KeepEye(TreeLayout before)
    {
        TreeScale was = TreeScale.Of(before, _zoom, _screen.Width);
        _eye = EyeOf(before, was);
        if (_eye is { } eye && before.Find(eye) is { } from && Layout.Find(eye) is { } to)
        {
            (TreeNode old, TreeNode now) = (was.Place(from), Scale.Place(to));
            _screen = _screen with { Left = Math.Max(0, _screen.Left + now.X - old.X), Top = Math.Max(0, _screen.Top + now.Y - old.Y) };
        }
    }

    private BranchId? EyeOf(TreeLayout before, TreeScale was)
    {
        if (Focus is { } focus && Layout.Find(focus) is not null && before.Find(focus) is { } there && was.Place(there) is var placed && _screen.Touches(placed, placed, 0))
        {
            return focus;
        }

        (double x, double y) = (_screen.Left + (_screen.Width / 2), _screen.Top + (_screen.Height / 2));
        BranchId? nearest = null;
        double least = double.MaxValue;
        foreach (DrawnNode node in _drawn.Values)
        {
            double distance = Math.Abs(node.Node.X - x) + Math.Abs(node.Node.Y - y);
            if (distance < least && Layout.Find(node.Node.Id) is not null)
            {
                (nearest, least) = (node.Node.Id, distance);
            }
        }

        return nearest;
    }
}
