using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>A person's colour and letters, the same on every page.</summary>
internal static class Hues
{
    private const int Count = 8;

    /// <summary>0 to 7: which of the style sheet's colours is this person's.</summary>
    public static int Of(PersonId person)
    {
        int sum = 0;
        foreach (byte part in person.Value.ToByteArray())
        {
            sum = ((sum * 31) + part) & 0xFFFFFF;
        }

        return sum % Count;
    }

    /// <summary>The first letters of the first and last word, or the first two of a single one.</summary>
    public static string Initials(string name)
    {
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string letters = words switch
        {
            [] => "?",
            [string only] => First(only, 2),
            [string first, .., string last] => First(first, 1) + First(last, 1),
        };
        return letters.ToUpperInvariant();
    }

    private static string First(string word, int letters) =>
        string.Concat(System.Globalization.StringInfo.GetTextElementEnumerator(word) is var text ? Take(text, letters) : []);

    private static IEnumerable<string> Take(System.Globalization.TextElementEnumerator text, int count)
    {
        while (count-- > 0 && text.MoveNext())
        {
            yield return text.GetTextElement();
        }
    }
}
