using System.Text;

namespace MiniHF.Engine.Tokenization;

/// <content>Tokens one by one, for people to look at.</content>
public sealed partial class Tokenizer
{
    private const char Unreadable = '\uFFFD';

    /// <summary>
    /// What each id reads as in the middle of a text, one for one. Joined they need not be the text: bytes that are no whole
    /// character by themselves are shown as "·", and so is an id the file does not define.
    /// </summary>
    public IReadOnlyList<string> TextsOf(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        string[] texts = new string[ids.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = TextOf(ids[i]);
        }

        return texts;
    }

    private string TextOf(int id)
    {
        string alone = Decode([id]);
        if (alone.Length == 0 && TokenOf(id) is null)
        {
            return "·";
        }

        if (alone.Contains(Unreadable, StringComparison.Ordinal))
        {
            return Dotted(alone);
        }

        // A text's first token may lose its leading space; after a token of its own kind it keeps it. A byte token is held back
        // with its neighbours, so that of two of them both would come out: it has no space to lose.
        IncrementalDecoder inside = CreateDecoder([id]);
        string within = inside.Append(id) + inside.Flush();
        return within == " " + alone ? within : alone;
    }

    /// <summary>Each run of unreadable bytes as one dot.</summary>
    private static string Dotted(string text)
    {
        StringBuilder dotted = new();
        foreach (char c in text)
        {
            if (c != Unreadable)
            {
                dotted.Append(c);
            }
            else if (dotted.Length == 0 || dotted[^1] != '·')
            {
                dotted.Append('·');
            }
        }

        return dotted.ToString();
    }
}
