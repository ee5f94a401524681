namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>How a byte-pair model treats what its vocabulary lacks.</summary>
/// <param name="UnknownToken">Stands for a character that has no symbol; null drops such characters.</param>
/// <param name="FuseUnknown">One unknown token for a run of unknown characters.</param>
/// <param name="ByteFallback">Spell an unknown character as <c>&lt;0xXX&gt;</c> tokens of its UTF-8 bytes.</param>
/// <param name="IgnoreMerges">A piece that is a token as a whole is that token, whatever the merges say.</param>
/// <param name="SpecialIds">Never the result of <paramref name="IgnoreMerges"/>: typed text must not become a control token.</param>
internal sealed record BpeOptions(string? UnknownToken, bool FuseUnknown, bool ByteFallback, bool IgnoreMerges, IReadOnlySet<int> SpecialIds);
