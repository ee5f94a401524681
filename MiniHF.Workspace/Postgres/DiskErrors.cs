namespace MiniHF.Workspace.Postgres;

/// <summary>Turns what the disk says, in .NET's or in Postgres's words, into one line.</summary>
internal static class DiskErrors
{
    public static EmbeddedPostgresException Explain(string folder, Exception e) => Explain(folder, e.Message, e)
        ?? new EmbeddedPostgresException($"The data folder {folder} cannot be used: {e.Message}", e);

    /// <summary>Null when the text is not about the disk.</summary>
    public static EmbeddedPostgresException? Explain(string folder, string text, Exception? e = null)
    {
        if (Says(text, "No space left on device") || Says(text, "Disk quota exceeded"))
        {
            return new EmbeddedPostgresException($"The disk that holds {folder} is full. Free some space and start again; nothing that was saved is lost.", e);
        }

        if (Says(text, "Read-only file system"))
        {
            return new EmbeddedPostgresException($"The data folder {folder} is on a read-only disk. Make it writable, or choose another folder with {DataFolder.Setting}.", e);
        }

        if (Says(text, "Permission denied") || e is UnauthorizedAccessException)
        {
            return new EmbeddedPostgresException($"The data folder {folder} may not be written. Give this user the right to, or choose another folder with {DataFolder.Setting}.", e);
        }

        return null;
    }

    private static bool Says(string text, string phrase) => text.Contains(phrase, StringComparison.OrdinalIgnoreCase);
}
