namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Cuts at every match of a pattern.</summary>
internal abstract class PatternSplit(SplitBehavior behavior, bool invert) : PreTokenizerStep
{
    public sealed override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next)
    {
        SegmentEmitter emitter = new(piece, behavior, invert, atStart, next);
        FindMatches(piece, ref emitter);
        emitter.Finish();
    }

    /// <summary>Reports every match to <paramref name="emitter"/>, in order and without overlap.</summary>
    protected abstract void FindMatches(ReadOnlySpan<char> text, ref SegmentEmitter emitter);
}
