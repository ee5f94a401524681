namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Feeds pieces to a step and what comes out of it to the next sink.</summary>
internal sealed class StepSink(PreTokenizerStep step, PieceSink next) : PieceSink
{
    public override void Accept(ReadOnlySpan<char> piece, bool atStart)
    {
        if (!piece.IsEmpty)
        {
            step.Split(piece, atStart, next);
        }
    }
}
