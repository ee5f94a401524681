namespace MiniHF.Engine.Models;

/// <summary>Where the models that come with the program are.</summary>
public static class LanguageModels
{
    /// <summary>The directory of the small model that is there on every machine.</summary>
    public static string Embedded { get; } = Path.Combine(AppContext.BaseDirectory, "Embedded", "minihf-tiny");

    /// <summary>The directory of the adapter that answers yes/no questions better than the small model does by itself.</summary>
    public static string EmbeddedJudge { get; } = Path.Combine(AppContext.BaseDirectory, "Embedded", "minihf-judge");

    /// <summary>The directory of the adapter that comes with a model to judge with; null where none does.</summary>
    /// <param name="directory">The model's.</param>
    public static string? JudgeOf(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return string.Equals(Whole(directory), Whole(Embedded), StringComparison.Ordinal) && Directory.Exists(EmbeddedJudge) ? EmbeddedJudge : null;

        static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }
}
