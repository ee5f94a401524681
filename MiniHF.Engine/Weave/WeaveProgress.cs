using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Weave;

/// <summary>A token of a continuation that is being written.</summary>
/// <param name="ParentId">The node it continues.</param>
/// <param name="Piece">Its index is the place among the continuations.</param>
public readonly record struct WeaveProgress(int ParentId, GeneratedPiece Piece);
