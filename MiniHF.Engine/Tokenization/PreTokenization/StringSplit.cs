namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Cuts at every occurrence of a string.</summary>
internal sealed class StringSplit(string delimiter, SplitBehavior behavior, bool invert) : PatternSplit(behavior, invert)
{
    protected override void FindMatches(ReadOnlySpan<char> text, ref SegmentEmitter emitter)
    {
        if (delimiter.Length == 0)
        {
            return;
        }

        for (int from = 0; ;)
        {
            int found = text[from..].IndexOf(delimiter, StringComparison.Ordinal);
            if (found < 0)
            {
                return;
            }

            emitter.Match(from + found, from + found + delimiter.Length);
            from += found + delimiter.Length;
        }
    }
}
