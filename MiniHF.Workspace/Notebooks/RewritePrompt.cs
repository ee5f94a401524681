using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What a model is shown so that it writes a passage anew: an example of ours, then the passage and what is wanted otherwise.</summary>
public static class RewritePrompt
{
    /// <summary>Stands after every rewritten passage.</summary>
    public const string Stop = "=== End";

    public const int MostFeedback = 4_000;

    // Enough of what comes before to keep names and tense.
    private const int Context = 1_200;

    private const string Example =
        """
        Each passage below is followed by what a reader wants otherwise, and then by the passage written anew so that it does all of it.

        === Passage
        The boat came in late. There were fish in it. The men were tired and they went home.

        === Wanted
        - say what the men feel, instead of telling it
        - let us hear the harbour
        - one long sentence at the end

        === Written anew
        The boat came in after dark, low in the water with herring. Chains rang against the quay, and somewhere a gull would not be quiet. Nobody spoke; they threw the ropes without looking where they fell, and walked up the hill one behind the other, past the lit windows, each with his hands deep in his pockets as if they belonged to somebody else.
        === End


        """;

    /// <summary>The feedback as it is kept: a point a line, each behind a dash.</summary>
    /// <exception cref="UserFacingException">There is none, or too much of it.</exception>
    public static string CheckFeedback(string feedback)
    {
        string[] points = [.. (feedback ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim().TrimStart('-', '*', '•').Trim()).Where(line => line.Length > 0)];
        string text = string.Join('\n', points.Select(point => $"- {point}"));
        return (points.Length, text.Length) switch
        {
            (0, _) => throw new UserFacingException("Say what you want otherwise: a few points, one on each line."),
            (_, > MostFeedback) => throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"That is more than {MostFeedback:N0} characters. Choose the points that matter most.")),
            _ => text,
        };
    }

    /// <summary>The whole prompt.</summary>
    /// <param name="before">The text the passage continues.</param>
    public static string Create(string before, string passage, string feedback)
    {
        ArgumentNullException.ThrowIfNull(before);
        string near = before.Length > Context ? before[^Context..] : before;
        string context = near.Trim().Length > 0 ? $"=== What comes before\n{near.Trim()}\n\n" : "";
        return $"{Example.ReplaceLineEndings("\n")}{context}=== Passage\n{passage.Trim()}\n\n=== Wanted\n{feedback}\n\n=== Written anew\n";
    }

    /// <summary>Tokens the new passage may take: as many as the old one and half as many again, and never fewer than the cell grows.</summary>
    public static int RoomFor(Branch branch, int usual)
    {
        ArgumentNullException.ThrowIfNull(branch);
        // English prose runs to about four characters a token.
        int tokens = branch.TokenIds.IsDefaultOrEmpty ? branch.Text.Length / 4 : branch.TokenIds.Length;
        return Math.Clamp(tokens * 3 / 2, Math.Clamp(usual, 1, GrowthRules.MostTokens), GrowthRules.MostTokens);
    }
}
