using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Tree;

/// <summary>A branch and its place in the drawing.</summary>
/// <param name="Id">The branch.</param>
/// <param name="Parent">Index of the parent among the layout's nodes; −1 for a beginning.</param>
/// <param name="Level">Distance from a beginning, which has level 0.</param>
/// <param name="X">In pixels from the left edge.</param>
/// <param name="Y">In pixels from the top edge.</param>
/// <param name="Hidden">How many branches below this one are folded away.</param>
public readonly record struct TreeNode(BranchId Id, int Parent, int Level, double X, double Y, int Hidden);
