using System.Globalization;
using MiniHF.Engine;

namespace MiniHF.Workspace.Notebooks.Decide;

/// <summary>How long what people write may be. Far beyond what a page is good for; a guard, not a style.</summary>
public static class TextLimits
{
    public const int Title = 200;

    /// <summary>Characters of one note or one branch: a long novel.</summary>
    public const int Text = 2_000_000;

    /// <summary>The title without white space around it.</summary>
    public static string CheckTitle(string title)
    {
        string trimmed = title?.Trim() ?? "";
        if (trimmed.Length == 0)
        {
            throw new UserFacingException("A notebook needs a title: write at least one letter.");
        }

        return trimmed.Length <= Title
            ? trimmed
            : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A title may have {Title} characters; this one has {trimmed.Length}."));
    }

    public static string CheckText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= Text
            ? text
            : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A piece of text may have {Text:N0} characters; this one has {text.Length:N0}. Split it."));
    }
}
