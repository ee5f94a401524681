namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>SentencePiece's white space: spaces become a visible character, one may be put in front, and words begin at it.</summary>
internal sealed class Metaspace(char replacement, PrependScheme prepend, bool split) : PreTokenizerStep
{
    public override bool CutsWords => split;

    public override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next)
    {
        bool prepends = piece[0] != ' ' && piece[0] != replacement
            && (prepend == PrependScheme.Always || (prepend == PrependScheme.First && atStart));
        char[] rewritten = new char[piece.Length + (prepends ? 1 : 0)];
        rewritten[0] = replacement;
        piece.Replace(rewritten.AsSpan(prepends ? 1 : 0), ' ', replacement);
        if (!split)
        {
            next.Accept(rewritten, atStart);
            return;
        }

        // A word is the character and what follows up to the next one.
        ReadOnlySpan<char> rest = rewritten;
        while (!rest.IsEmpty)
        {
            int following = rest[1..].IndexOf(replacement);
            int end = following < 0 ? rest.Length : following + 1;
            next.Accept(rest[..end], atStart);
            rest = rest[end..];
            atStart = false;
        }
    }
}
