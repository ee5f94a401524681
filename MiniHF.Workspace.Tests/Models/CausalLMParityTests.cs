using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>Models of every family, the one that ships, and a real one beside this checkout, against a reference implementation's numbers.</summary>
public sealed class CausalLMParityTests
{
    private const float Tolerance = 1e-3f;

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_DenseTinyModel_GivesTheReferencesLogits(string name) => AssertDense(TestModels.Tiny(name));

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_CachedTinyModel_GivesTheReferencesLogits(string name) => AssertCached(TestModels.Tiny(name));

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_CutIntoStepsAndBesideOthers_GivesTheSameBits(string name)
    {
        int[] ids = ExpectedModelOutput.Read(TestModels.Tiny(name)).Ids;
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(TestModels.Tiny(name)), new EngineOptions());
        float[][] alone = ModelRuns.CachedLogits(model, ids, chunk: 1, beside: 0);

        Assert.All(((int Chunk, int Beside)[])[(ids.Length, 0), (1, 4), (7, 2)], way =>
            Assert.Equal(alone.SelectMany(Bits), ModelRuns.CachedLogits(model, ids, way.Chunk, way.Beside).SelectMany(Bits)));
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public Task Generate_TinyModelGreedy_GivesTheReferencesTokens(string name) => AssertGreedyAsync(TestModels.Tiny(name));

    [Fact]
    public void Forward_EmbeddedModel_GivesTheReferencesLogits()
    {
        AssertDense(LanguageModels.Embedded);
        AssertCached(LanguageModels.Embedded);
    }

    [Fact]
    public Task Generate_EmbeddedModelGreedy_GivesTheReferencesTokens() => AssertGreedyAsync(LanguageModels.Embedded);

    [SharedFact]
    public void Forward_Stories260K_GivesTheReferencesLogits()
    {
        AssertDense(SharedFiles.PathTo("models", "stories260K"));
        AssertCached(SharedFiles.PathTo("models", "stories260K"));
    }

    [SharedFact]
    public Task Generate_Stories260KGreedy_GivesTheReferencesTokens() => AssertGreedyAsync(SharedFiles.PathTo("models", "stories260K"));

    private static IEnumerable<int> Bits(float[] row) => row.Select(BitConverter.SingleToInt32Bits);

    private static void AssertDense(string directory)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(directory);
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(directory), new EngineOptions());

        AssertLogits(expected, ModelRuns.DenseLogits(model, expected.Ids));
    }

    private static void AssertCached(string directory)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(directory);
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(directory), new EngineOptions());

        Assert.All((int[])[1, 3, expected.Ids.Length], chunk => AssertLogits(expected, ModelRuns.CachedLogits(model, expected.Ids, chunk, beside: 2)));
    }

    private static async Task AssertGreedyAsync(string directory)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(directory);
        await using TextGenerator generator = await TextGenerator.LoadAsync(directory, new EngineOptions(), CancellationToken.None);
        GenerationRequest request = new()
        {
            PromptIds = expected.GreedyPrompt,
            Count = 3,
            MaxTokens = expected.Greedy.Length,
            MinTokens = expected.Greedy.Length,
            Sampling = SamplingOptions.Greedy,
        };

        GeneratedText[] texts = await GeneratedText.AllAsync(generator, request);

        Assert.Equal(3, texts.Length);
        Assert.All(texts, text => Assert.Equal(expected.Greedy, text.TokenIds));
    }

    private static void AssertLogits(ExpectedModelOutput expected, float[][] logits)
    {
        AssertClose(expected.LogSumExp, [.. logits.Select(row => new TokenSampler().LogSumExp(row))]);
        AssertClose(expected.LastLogits, logits[^1][..expected.LastLogits.Length]);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
