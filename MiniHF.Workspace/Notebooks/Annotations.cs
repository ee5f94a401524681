using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Decide;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What may be noted about a branch.</summary>
public static class Annotations
{
    public const int MostTags = 20;
    public const int TagLength = 40;
    public const int NameLength = 80;
    public const int NoteLength = 20_000;

    /// <summary>The name on one line, without white space around it.</summary>
    public static string CheckName(string name)
    {
        string line = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= NameLength
            ? line
            : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A branch's name may have {NameLength} characters; this one has {line.Length:N0}. A note has room for more."));
    }

    public static string CheckNote(string note) => TextLimits.CheckText(note ?? "").TrimEnd() is { Length: <= NoteLength } text
        ? text
        : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A branch's note may have {NoteLength:N0} characters. A note cell has room for more."));

    /// <summary>The tags as they are kept: lower case, without <c>#</c> or spaces, each once, in their order.</summary>
    public static string[] CheckTags(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        string[] kept = [.. tags.Select(Clean).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)];
        if (kept.FirstOrDefault(tag => tag.Length > TagLength) is { } long_)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A tag may have {TagLength} characters; “{long_}” has {long_.Length}."));
        }

        return kept.Length <= MostTags
            ? kept
            : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A branch may have {MostTags} tags; these are {kept.Length:N0}."));
    }

    private static string Clean(string tag) =>
        string.Join('-', (tag ?? "").Replace('"', ' ').Replace('#', ' ').Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
