namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>The models tests run on: random ones of every family, with the numbers a reference implementation gave for them.</summary>
internal static class TestModels
{
    /// <summary>One in two shards.</summary>
    public static string TinyLlama { get; } = Tiny("tiny-llama");

    /// <summary>The names of all of them, for theories.</summary>
    public static TheoryData<string> TinyNames { get; } =
    [
        "tiny-llama", "tiny-mistral", "tiny-qwen2", "tiny-stablelm", "tiny-gpt-neox", "tiny-gptj", "tiny-gpt2", "tiny-falcon-7b", "tiny-falcon-40b",
    ];

    public static string Tiny(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "Models", name);
}
