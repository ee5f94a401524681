namespace MiniHF.Workspace.Runs.Data;

/// <summary>Data that ships with the workspace: a little, in our own words, to try a run with.</summary>
public static class RunSamples
{
    public const string Tales = "short-tales";
    public const string Prompts = "story-prompts";

    /// <summary>Each sample's frozen name, file and title.</summary>
    public static IReadOnlyList<(string Name, string File, string Title)> All { get; } =
    [
        (Tales, "short-tales.jsonl", "Short tales (shipped sample)"),
        (Prompts, "story-prompts.jsonl", "Beginnings of stories (shipped sample)"),
    ];

    /// <summary>A sample's lines of JSON.</summary>
    public static Stream Open(string file) => typeof(RunSamples).Assembly.GetManifestResourceStream($"MiniHF.Workspace.Runs.Data.Samples.{file}")
        ?? throw new ArgumentException($"There is no sample {file}.", nameof(file));
}
