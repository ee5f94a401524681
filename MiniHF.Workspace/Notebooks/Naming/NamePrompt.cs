using System.Text;

namespace MiniHF.Workspace.Notebooks.Naming;

/// <summary>What a model is shown so that it gives a passage a name of three words: examples of ours, then the passage.</summary>
public static class NamePrompt
{
    /// <summary>Raise the number whenever the examples or the rule that reads the answer change: a name records it.</summary>
    public const int Version = 1;

    /// <summary>Tokens of an answer, at most: three words and a little more.</summary>
    public const int Tokens = 16;

    private const int MostWords = 3;

    // The end of a passage is where it has got to.
    private const int MostCharacters = 1_500;

    private const string Examples =
        """
        Passages, each with a title of three words.

        Passage: Chains rang against the quay, and somewhere a gull would not be quiet. They threw the ropes without looking where they fell.
        Title: Boats come home

        Passage: "You cannot mean to sell it," said Martha. Her brother turned the ring over and over, and said that he had sold it already.
        Title: Sold ring quarrel

        Passage: By noon the snow had covered the road, the wall beside the road, and the sign that would have told them where the road went.
        Title: Lost in snow

        Passage: 
        """;

    /// <summary>The whole prompt.</summary>
    public static string Create(string passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        string line = string.Join(' ', passage.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int from = Math.Max(0, line.Length - MostCharacters);
        from += from > 0 && from < line.Length && char.IsLowSurrogate(line[from]) ? 1 : 0;
        return $"{Examples.ReplaceLineEndings("\n")}{line[from..]}\nTitle:";
    }

    /// <summary>The first words of an answer; empty where it has none.</summary>
    public static string Read(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IEnumerable<string> words = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault("")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('"', '“', '”', '.', ',', ';', ':', '!', '?', '-', '_', '(', ')'))
            .Where(word => word.Any(char.IsLetterOrDigit))
            .Take(MostWords);
        StringBuilder name = new(string.Join(' ', words));
        if (name.Length > 0)
        {
            name[0] = char.ToUpperInvariant(name[0]);
        }

        return name.Length <= Annotations.NameLength ? name.ToString() : "";
    }
}
