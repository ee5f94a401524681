using System.Collections.Immutable;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>One thing that differs between two moments.</summary>
/// <param name="Words">What it is: "4 continuations", "note", "thumbed up by 2".</param>
/// <param name="Pieces">Texts compared word by word; a new or a lost text as a single piece.</param>
/// <param name="Branch">The branch it is about, where it is about one.</param>
public sealed record Difference(DifferenceKind Kind, CellId? Cell, BranchId? Branch, string Words, ImmutableArray<TextPiece> Pieces);
