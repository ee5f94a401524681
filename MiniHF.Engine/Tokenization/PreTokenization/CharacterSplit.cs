using System.Text;

namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Cuts at every character of a kind; each is a match of its own.</summary>
internal sealed class CharacterSplit : PatternSplit
{
    private readonly Func<Rune, bool> _isDelimiter;
    private readonly bool[] _ascii = new bool[0x80];

    public CharacterSplit(Func<Rune, bool> isDelimiter, SplitBehavior behavior)
        : base(behavior, invert: false)
    {
        _isDelimiter = isDelimiter;
        for (int c = 0; c < _ascii.Length; c++)
        {
            _ascii[c] = isDelimiter(new Rune(c));
        }
    }

    protected override void FindMatches(ReadOnlySpan<char> text, ref SegmentEmitter emitter)
    {
        for (int i = 0; i < text.Length;)
        {
            int width = 1;
            bool isDelimiter;
            if (text[i] < _ascii.Length)
            {
                isDelimiter = _ascii[text[i]];
            }
            else
            {
                Rune.DecodeFromUtf16(text[i..], out Rune rune, out width);
                isDelimiter = _isDelimiter(rune);
            }

            if (isDelimiter)
            {
                emitter.Match(i, i + width);
            }

            i += width;
        }
    }
}
