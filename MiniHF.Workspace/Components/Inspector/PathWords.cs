namespace MiniHF.Workspace.Components.Inspector;

/// <summary>How long a text is, as people count.</summary>
internal static class PathWords
{
    /// <summary>Words: what stands between white space and has a letter or a digit.</summary>
    public static int Count(string text)
    {
        int count = 0;
        bool inWord = false;
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                inWord = false;
            }
            else if (!inWord && (char.IsLetterOrDigit(c) || char.IsSurrogate(c)))
            {
                inWord = true;
                count++;
            }
        }

        return count;
    }
}
