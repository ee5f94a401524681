using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>The branches as lines of text. An only child stays on its parent's level, so that a long path does not run off the page.</summary>
public sealed partial class OutlineView : MemoComponent
{
    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required BranchTree Tree { get; set; }

    protected override object RenderKey => (Tree, Actions.Session.Visit);

    private BranchId? Focus => Tree.FocusOf(Actions.Session.Me)?.Id;

    /// <summary>The row the Tab key reaches.</summary>
    private BranchId? Stop => Rows.Any(row => row.Branch.Id == Focus) || Rows.Count == 0 ? Focus : Rows[0].Branch.Id;

    private List<(Branch Branch, int Level, int Hidden)> Rows { get; set; } = [];

    protected override void OnParametersSet()
    {
        Rows = [];
        TreeLayout layout = TreeLayout.Of(Tree);
        int[] levels = new int[layout.Nodes.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            TreeNode node = layout.Nodes[i];
            bool alone = node.Parent < 0 || Tree.Branches[layout.Nodes[node.Parent].Id].Children.Count == 1;
            levels[i] = node.Parent < 0 ? 0 : levels[node.Parent] + (alone ? 0 : 1);
            Rows.Add((Tree.Branches[node.Id], levels[i], node.Hidden));
        }
    }

    private string? Expanded(Branch branch) => !branch.Children.Any(child => Tree.Branches[child].Became is null) ? null : branch.Collapsed || branch.Pruned ? "false" : "true";

    private static string Opening(Branch branch) => Words.Opening(branch.Text, 110) is { Length: > 0 } words ? words : branch.Status == BranchStatus.Growing ? "growing…" : "(empty)";
}
