namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>
/// Cuts before a character wherever no merge can reach across, so that a model without a pre-tokenizer (LLaMA, Mistral) can
/// remember words instead of merging the whole text at once. A merged token that spans the cut would hold the two characters side
/// by side; where no token does, the parts merge exactly as they would together.
/// </summary>
internal sealed class MergeBoundarySplit : PreTokenizerStep
{
    private readonly char _boundary;
    private readonly HashSet<char> _joined;

    private MergeBoundarySplit(char boundary, HashSet<char> joined)
    {
        _boundary = boundary;
        _joined = joined;
    }

    /// <summary>The split for a vocabulary whose words begin with <paramref name="boundary"/>.</summary>
    public static MergeBoundarySplit Create(char boundary, IEnumerable<string> tokens)
    {
        HashSet<char> joined = [boundary];
        foreach (string token in tokens)
        {
            for (int at = token.IndexOf(boundary, StringComparison.Ordinal); at >= 0; at = token.IndexOf(boundary, at + 1))
            {
                if (at > 0)
                {
                    joined.Add(token[at - 1]);
                }
            }
        }

        return new MergeBoundarySplit(boundary, joined);
    }

    public override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next)
    {
        int start = 0;
        for (int i = 1; i < piece.Length; i++)
        {
            int found = piece[i..].IndexOf(_boundary);
            if (found < 0)
            {
                break;
            }

            i += found;
            if (!_joined.Contains(piece[i - 1]))
            {
                next.Accept(piece[start..i], atStart && start == 0);
                start = i;
            }
        }

        next.Accept(piece[start..], atStart && start == 0);
    }
}
