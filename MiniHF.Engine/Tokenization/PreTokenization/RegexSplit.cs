using System.Text.RegularExpressions;

namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Cuts at every match of a regular expression.</summary>
internal sealed class RegexSplit(CodePointRegex regex, SplitBehavior behavior, bool invert) : PatternSplit(behavior, invert)
{
    protected override void FindMatches(ReadOnlySpan<char> text, ref SegmentEmitter emitter)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            foreach (ValueMatch match in regex.Pattern.EnumerateMatches(text))
            {
                emitter.Match(match.Index, match.Index + match.Length);
            }

            return;
        }

        string substituted = CodePointRegex.Substitute(text, out int[] offsets);
        foreach (ValueMatch match in regex.Pattern.EnumerateMatches(substituted))
        {
            emitter.Match(offsets[match.Index], offsets[match.Index + match.Length]);
        }
    }
}
