namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>A piece of a branch as it is searched. A long branch is several pieces, so that an excerpt and its rank are of one place.</summary>
/// <param name="Part">Its place in the branch, from 0. What was noted about the branch stands with the first.</param>
/// <param name="Name">What the branch is called; empty for none.</param>
/// <param name="Tags">Separated by spaces, in their order.</param>
/// <param name="PutAside">The branch or one above it is pruned.</param>
internal sealed record PassageRow(Guid Cell, Guid Branch, int Part, string Text, string Name, string Note, string Tags, bool PutAside);
