namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>
/// A branch was cut in two, one after the other. It is put aside as it was, with its ratings, scores and tokens; what grew from it grows
/// from the second piece.
/// </summary>
/// <param name="At">Where the second piece begins, in UTF-16 units of the text.</param>
/// <param name="HeadTokens">How many of its first tokens are the first piece's; with <paramref name="TailTokens"/> 0 where that is not known.</param>
/// <param name="TailTokens">How many of its last tokens are the second's. A token that was cut through is neither's.</param>
/// <param name="Head">The first piece.</param>
/// <param name="Tail">The second.</param>
public sealed record BranchSplit(CellId Cell, BranchId Branch, int At, int HeadTokens, int TailTokens, BranchId Head, BranchId Tail) : NotebookEvent;

/// <summary>A branch that was cut in two is whole again. A first piece from which something else grows stays.</summary>
public sealed record BranchMended(CellId Cell, BranchId Branch, BranchId Head, BranchId Tail) : NotebookEvent;

/// <summary>
/// A branch and the only one after it became one. Both are put aside as they were; what grew from the second grows from the new one.
/// </summary>
/// <param name="Branch">The second of the two.</param>
/// <param name="Joined">The two as one.</param>
public sealed record BranchesJoined(CellId Cell, BranchId Branch, BranchId Joined) : NotebookEvent;

/// <summary>Two branches that were made one are two again.</summary>
/// <param name="Branch">The second of the two.</param>
public sealed record BranchesParted(CellId Cell, BranchId Branch, BranchId Joined) : NotebookEvent;

/// <summary>Branches got names, or lost them.</summary>
/// <param name="Provenance">The model that thought of the names; null where a person did.</param>
public sealed record BranchesNamed(CellId Cell, IReadOnlyList<NamedBranch> Branches, NamingProvenance? Provenance) : NotebookEvent;

/// <param name="Name">Empty for none.</param>
public sealed record NamedBranch(BranchId Branch, string Name);

/// <summary>A person noted something about a branch.</summary>
/// <param name="Note">All of it; empty for none.</param>
public sealed record BranchNoted(CellId Cell, BranchId Branch, string Note) : NotebookEvent;

/// <summary>A branch's tags were changed.</summary>
/// <param name="Tags">All of them.</param>
public sealed record BranchTagged(CellId Cell, BranchId Branch, IReadOnlyList<string> Tags) : NotebookEvent;
