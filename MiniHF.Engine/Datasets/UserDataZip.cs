using System.IO.Compression;

namespace MiniHF.Engine.Datasets;

/// <summary>
/// MiniHF's user data: <c>*.txt</c> entries are one text each, all others conversations. Nothing is unpacked to disk, so an
/// entry's path can reach nowhere; one that tries to is skipped and told like everything else that cannot be read.
/// </summary>
internal static class UserDataZip
{
    private const int MostEntries = 100_000;

    public static IEnumerable<DataItem> Read(string path, Stream file, List<string> skipped, CancellationToken ct)
    {
        using ZipArchive archive = Open(path, file);
        if (archive.Entries.Count > MostEntries)
        {
            throw new UserFacingException(FormattableString.Invariant($"{path} has {archive.Entries.Count:N0} entries; {MostEntries:N0} are the most that can be read."));
        }

        long left = BoundedStream.MostBytes;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            ct.ThrowIfCancellationRequested();
            if (IsNoFile(entry))
            {
                continue;
            }

            if (Escapes(entry.FullName))
            {
                skipped.Add($"{entry.FullName}: its path leads out of the archive.");
                continue;
            }

            if (!TryReadText(path, entry, ref left, out string? text, out string? fault))
            {
                skipped.Add($"{entry.FullName}: {fault}");
                continue;
            }

            if (entry.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            {
                if (!string.IsNullOrWhiteSpace(text))
                {
                    yield return new TextItem(text);
                }
                else
                {
                    skipped.Add($"{entry.FullName}: it is empty.");
                }

                continue;
            }

            if (ConversationJson.TryRead(text) is not { } items)
            {
                skipped.Add($"{entry.FullName}: neither a .txt nor a conversation saved by MiniHF.");
                continue;
            }

            if (items.Count == 0)
            {
                skipped.Add($"{entry.FullName}: nothing in it is rated.");
            }

            foreach (DataItem item in items)
            {
                yield return item;
            }
        }
    }

    private static ZipArchive Open(string path, Stream file)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException e)
        {
            throw new UserFacingException($"{path} is no zip archive, or is cut short.", e);
        }
    }

    private static bool TryReadText(string path, ZipArchiveEntry entry, ref long left, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? text, out string? fault)
    {
        text = null;
        if (entry.IsEncrypted)
        {
            fault = "it is encrypted.";
            return false;
        }

        try
        {
            // What an entry says of its own length is not to be believed.
            using BoundedStream stream = new(entry.Open(), left, path);
            text = TextFile.TryReadAll(stream);
            left -= text?.Length ?? 0;
            fault = text is null ? "it is not UTF-8 text." : null;
        }
        catch (InvalidDataException e)
        {
            fault = $"it cannot be unpacked ({e.Message.TrimEnd('.')}).";
        }

        return text is not null;
    }

    private static bool IsNoFile(ZipArchiveEntry entry) =>
        entry.Name.Length == 0 || entry.FullName.Split('/').Any(part => part == "__MACOSX") || entry.Name == ".DS_Store";

    private static bool Escapes(string name) =>
        name.Contains('\\', StringComparison.Ordinal) || Path.IsPathRooted(name) || name.Split('/').Any(part => part == "..");
}
