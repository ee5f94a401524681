using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Adapters;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>The way that every device goes, in tensor operations alone, here on the processor: the same numbers as the kernels' and the reference's.</summary>
public sealed class TensorPathTests
{
    private static readonly EngineOptions s_options = new() { Threads = 1, Precision = "float32", Execution = ExecutionPath.TensorOperations };

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_TinyModel_GivesTheReferencesLogits(string name)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(TestModels.Tiny(name));
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(TestModels.Tiny(name)), s_options);

        Assert.All(
            (float[][][])
            [
                ModelRuns.DenseLogits(model, expected.Ids),
                ModelRuns.CachedLogits(model, expected.Ids, chunk: 1, beside: 2),
                ModelRuns.CachedLogits(model, expected.Ids, chunk: 3, beside: 1),
                ModelRuns.CachedLogits(model, expected.Ids, chunk: expected.Ids.Length, beside: 0),
            ],
            logits =>
            {
                AssertClose(expected.LogSumExp, [.. logits.Select(row => new TokenSampler().LogSumExp(row))], 1e-3f);
                AssertClose(expected.LastLogits, logits[^1][..expected.LastLogits.Length], 1e-3f);
            });
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public async Task Generate_TinyModelGreedy_GivesTheReferencesTokens(string name)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(TestModels.Tiny(name));
        await using TextGenerator generator = await TextGenerator.LoadAsync(TestModels.Tiny(name), s_options, CancellationToken.None);

        GeneratedText[] texts = await GeneratedText.AllAsync(
            generator,
            new GenerationRequest
            {
                PromptIds = expected.GreedyPrompt,
                Count = 3,
                MaxTokens = expected.Greedy.Length,
                MinTokens = expected.Greedy.Length,
                Sampling = SamplingOptions.Greedy,
            });

        Assert.All(texts, text => Assert.Equal(expected.Greedy, text.TokenIds));
    }

    [Theory]
    [InlineData("int8", 2e-3f)]
    [InlineData("nf4", 2e-3f)]
    public void Forward_QuantizedModel_IsAsThroughTheKernels(string quantization, float tolerance)
    {
        int[] ids = ExpectedModelOutput.Read(TestModels.TinyLlama).Ids;
        EngineOptions kernels = new() { Threads = 1, Quantization = quantization };
        using CausalLM expected = ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), kernels);
        using CausalLM actual = ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), kernels with { Execution = ExecutionPath.TensorOperations });

        float[][] one = ModelRuns.CachedLogits(expected, ids, chunk: 3, beside: 1);
        float[][] other = ModelRuns.CachedLogits(actual, ids, chunk: 3, beside: 1);

        Assert.All(one.Zip(other), pair => AssertClose(pair.First, pair.Second, tolerance));
        Assert.Equal(expected.WeightBytes, actual.WeightBytes);
    }

    [Fact]
    public async Task Generate_BranchesThatShareTheirBeginning_AreAsThroughTheKernels()
    {
        GenerationRequest request = Request(count: 5);
        await using TextGenerator kernels = await LoadAsync(s_options with { Execution = null });
        await using TextGenerator tensors = await LoadAsync(s_options);

        GeneratedText[][] expected = await Task.WhenAll(Both(kernels));
        GeneratedText[][] actual = await Task.WhenAll(Both(tensors));

        AssertAlike([.. expected.SelectMany(texts => texts)], [.. actual.SelectMany(texts => texts)]);

        Task<GeneratedText[]>[] Both(TextGenerator generator) =>
        [
            GeneratedText.AllAsync(generator, request), GeneratedText.AllAsync(generator, request with { Prompt = "Nobody knew", Seed = 4, Count = 2 }),
        ];
    }

    [Fact]
    public async Task Generate_PrefixesKeptAndNot_GiveTheSameLogProbabilities()
    {
        await using TextGenerator keeping = await LoadAsync(s_options);
        await using TextGenerator forgetting = await LoadAsync(s_options with { PrefixMegabytes = 0 });

        foreach (int seed in (int[])[1, 2, 3])
        {
            AssertAlike(
                await GeneratedText.AllAsync(forgetting, Request(count: 3) with { Seed = seed }),
                await GeneratedText.AllAsync(keeping, Request(count: 3) with { Seed = seed }));
        }

        Assert.True(keeping.Engine.TokensReused > 0);
        Assert.Equal(0, forgetting.Engine.TokensReused);
    }

    [Fact]
    public async Task Generate_TwoAdaptersAndNoneAtOnce_AreAsThroughTheKernels()
    {
        string[] adapters = ["two", "", "one", "two"];
        List<GeneratedText[]> runs = [];
        foreach (EngineOptions options in (EngineOptions[])[s_options with { Execution = null }, s_options])
        {
            await using TextGenerator generator = await LoadAsync(options);
            generator.AddAdapter("one", AdapterFixture.Trained(generator.Base, new LoraConfig { Rank = 4, Alpha = 8, Targets = LoraTargets.AllLinear }, 1, 0.05));
            generator.AddAdapter("two", AdapterFixture.Trained(generator.Base, new LoraConfig { Rank = 4, Alpha = 8, Targets = LoraTargets.AllLinear }, 2, 0.05));
            GeneratedText[][] texts = await Task.WhenAll(adapters.Select((adapter, i) => GeneratedText.AllAsync(generator, Request(2) with { Adapter = adapter, Seed = i })));
            runs.Add([.. texts.SelectMany(text => text)]);
        }

        AssertAlike(runs[0], runs[1]);
    }

    [Fact]
    public async Task Generate_Alternatives_AreAsThroughTheKernels()
    {
        List<GeneratedPiece[]> runs = [];
        foreach (EngineOptions options in (EngineOptions[])[s_options with { Execution = null }, s_options])
        {
            await using TextGenerator generator = await LoadAsync(options);
            List<GeneratedPiece> pieces = [];
            await foreach (GeneratedPiece piece in generator.GenerateAsync(Request(1) with { TopAlternatives = 4 }, CancellationToken.None))
            {
                pieces.Add(piece);
            }

            runs.Add([.. pieces]);
        }

        Assert.Equal(
            runs[0].Select(piece => piece.Alternatives.Select(alternative => (alternative.TokenId, alternative.Text))),
            runs[1].Select(piece => piece.Alternatives.Select(alternative => (alternative.TokenId, alternative.Text))));
    }

    [Fact]
    public async Task Engine_Disposed_LeavesNoTensorOnItsThread()
    {
        TextGenerator generator = await LoadAsync(s_options);
        await GeneratedText.AllAsync(generator, Request(3));

        await generator.DisposeAsync();

        Assert.Equal(0, generator.Engine.LiveTensorsAtEnd);
    }

    [Fact]
    public void Load_DeviceThatIsNotThere_SaysWhatToDo()
    {
        UserFacingException e = Assert.Throws<UserFacingException>(
            () => ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), new EngineOptions { Device = "cuda:7" }));

        Assert.StartsWith("Engine:Device is cuda:7, and ", e.Message, StringComparison.Ordinal);
    }

    private static GenerationRequest Request(int count) => new()
    {
        Prompt = string.Concat(Enumerable.Repeat("The snow fell all that night, and nobody came. ", 6)),
        Count = count,
        MaxTokens = 20,
        MinTokens = 20,
        Seed = 7,
    };

    private static Task<TextGenerator> LoadAsync(EngineOptions options) => TextGenerator.LoadAsync(LanguageModels.Embedded, options, CancellationToken.None);

    private static void AssertAlike(GeneratedText[] expected, GeneratedText[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First.TokenIds, pair.Second.TokenIds);
            AssertClose(pair.First.LogProbabilities, pair.Second.LogProbabilities, 1e-4f);
        });
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
