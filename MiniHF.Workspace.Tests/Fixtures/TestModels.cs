namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>The models tests run on.</summary>
internal static class TestModels
{
    /// <summary>A random model of the LLaMA form in two shards, with the numbers a reference implementation gave for it.</summary>
    public static string TinyLlama { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Models", "tiny-llama");
}
