namespace MiniHF.Workspace.Components.Searching;

/// <summary>A node of a search and its place in the drawing.</summary>
/// <param name="Id">The node; −1 for one that is being written.</param>
/// <param name="Parent">Index of the parent among the layout's nodes; −1 for the root.</param>
/// <param name="Level">Distance from the root.</param>
public readonly record struct SearchTreeNode(int Id, int Parent, int Level, double X, double Y);
