using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>The models beside this checkout, and the one inside it, against a reference implementation's numbers.</summary>
public sealed class CausalLMParityTests
{
    private const float Tolerance = 1e-3f;

    [Fact]
    public void Forward_TinyLlama_GivesTheReferencesLogits() => AssertLogits(TestModels.TinyLlama);

    [SharedFact]
    public void Forward_Stories260K_GivesTheReferencesLogits() => AssertLogits(SharedFiles.PathTo("models", "stories260K"));

    [SharedFact]
    public void Forward_EmbeddedModel_GivesTheReferencesLogits() => AssertLogits(SharedFiles.PathTo("models", "minihf-tiny"));

    [Fact]
    public Task Generate_TinyLlamaGreedy_GivesTheReferencesTokens() => AssertGreedyAsync(TestModels.TinyLlama);

    [SharedFact]
    public Task Generate_Stories260KGreedy_GivesTheReferencesTokens() => AssertGreedyAsync(SharedFiles.PathTo("models", "stories260K"));

    [SharedFact]
    public Task Generate_EmbeddedModelGreedy_GivesTheReferencesTokens() => AssertGreedyAsync(SharedFiles.PathTo("models", "minihf-tiny"));

    private static void AssertLogits(string directory)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(directory);
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(directory), new EngineOptions());
        float[][] dense = DenseLogits(model, expected.Ids);

        AssertClose(expected.LogSumExp, [.. dense.Select(row => new TokenSampler().LogSumExp(row))]);
        AssertLast(expected, dense);
        foreach (int chunk in (int[])[1, 3, expected.Ids.Length])
        {
            float[][] cached = CachedLogits(model, expected.Ids, chunk, beside: 2);
            AssertClose(expected.LogSumExp, [.. cached.Select(row => new TokenSampler().LogSumExp(row))]);
            AssertLast(expected, cached);
        }
    }

    private static void AssertLast(ExpectedModelOutput expected, float[][] logits) =>
        AssertClose(expected.LastLogits, logits[^1][..expected.LastLogits.Length]);

    private static float[][] DenseLogits(CausalLM model, int[] ids)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor logits = model.Forward(tensor([.. ids.Select(id => (long)id)]), new DenseCausalAttention(1, ids.Length));
        return [.. ids.Select((_, row) => logits[row].data<float>().ToArray())];
    }

    /// <summary>The same through the cache, in chunks, with other texts in the batch.</summary>
    private static float[][] CachedLogits(CausalLM model, int[] ids, int chunk, int beside)
    {
        using IDisposable noGrad = no_grad();
        KeyValueLayout layout = KeyValueLayout.Of(model);
        KeyValuePath[] paths = [.. Enumerable.Range(0, beside + 1).Select(_ => new KeyValuePath(layout))];
        List<float[]> rows = [];
        for (int start = 0; start < ids.Length; start += chunk)
        {
            using DisposeScope scope = NewDisposeScope();
            int count = Math.Min(chunk, ids.Length - start);
            long[] batch = [.. paths.SelectMany((_, text) => ids.Skip(start).Take(count).Select(id => (long)(text == 0 ? id : id / 2)))];
            CachedAttention attention = new([.. paths.Select(path => new CachedSpan(path, count))]);
            Tensor logits = model.Forward(tensor(batch), attention);
            attention.Advance();
            rows.AddRange(Enumerable.Range(0, count).Select(row => logits[row].data<float>().ToArray()));
        }

        foreach (KeyValuePath path in paths)
        {
            path.Dispose();
        }

        return [.. rows];
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

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
