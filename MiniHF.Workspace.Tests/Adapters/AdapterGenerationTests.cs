using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>Adapters while a model serves: several at once, loaded and unloaded under way.</summary>
public sealed class AdapterGenerationTests : IAsyncLifetime
{
    private static readonly GenerationRequest s_request = new() { Prompt = "Once upon a time there was", Count = 2, MaxTokens = 24, MinTokens = 24, Seed = 11 };

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;

    private TextGenerator _generator = null!; // set before every test
    private TextGenerator _unshared = null!; // set before every test

    public async Task InitializeAsync()
    {
        _generator = await TextGenerator.LoadAsync(LanguageModels.Embedded, new EngineOptions { Threads = 1 }, CancellationToken.None);
        _unshared = await TextGenerator.LoadAsync(LanguageModels.Embedded, new EngineOptions { Threads = 1, PrefixMegabytes = 0 }, CancellationToken.None);
        foreach (TextGenerator generator in (TextGenerator[])[_generator, _unshared])
        {
            generator.AddAdapter("one", Trained(1));
            generator.AddAdapter("two", Trained(2));
        }
    }

    public async Task DisposeAsync()
    {
        await _generator.DisposeAsync();
        await _unshared.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Generate_TwoAdaptersAndNoneAtOnce_AreEachAsAloneToTheBit()
    {
        string[] adapters = ["two", "", "one", "two"];
        GeneratedText[][] alone = new GeneratedText[adapters.Length][];
        for (int i = 0; i < adapters.Length; i++)
        {
            alone[i] = await GeneratedText.AllAsync(_unshared, Request(i));
        }

        GeneratedText[][] together = await Task.WhenAll(adapters.Select((_, i) => GeneratedText.AllAsync(_generator, Request(i))));

        Assert.All(together.Zip(alone), pair => AssertIdentical(pair.Second, pair.First));
        Assert.Equal(4, together.Select(texts => texts[0].Text).Distinct().Count());

        GenerationRequest Request(int i) => s_request with { Adapter = adapters[i], Seed = 11 + i, Count = 1 + i };
    }

    [Fact]
    public async Task Generate_SamePromptUnderEachAdapter_SharesItsOwnAndNoOthers()
    {
        string prompt = string.Concat(Enumerable.Repeat("The snow fell all that night, and nobody came. ", 6));
        GenerationRequest request = s_request with { Prompt = prompt, Count = 1, MaxTokens = 6, MinTokens = 6 };
        foreach (string adapter in (string[])["", "one", "two", "one", "", "two"])
        {
            GeneratedText[] shared = await GeneratedText.AllAsync(_generator, request with { Adapter = adapter });
            GeneratedText[] unshared = await GeneratedText.AllAsync(_unshared, request with { Adapter = adapter });

            AssertIdentical(unshared, shared);
        }

        int tokens = _generator.Tokenizer!.CountTokens(prompt, addSpecialTokens: true); // the embedded model has one
        Assert.Equal(3 * (tokens - 1), _generator.Engine.TokensReused);
    }

    [Fact]
    public async Task Generate_ManyAtOnceUnderEachAdapter_AreAsUnshared()
    {
        GenerationRequest[] requests =
        [
            .. from ending in (string[])["a king", "a girl", "no bread"] from adapter in (string[])["one", "", "two"]
               select s_request with { Prompt = string.Concat(Enumerable.Repeat("The snow fell all that night, and nobody came. ", 6)) + ending, Adapter = adapter, MaxTokens = 5, MinTokens = 5 },
        ];

        GeneratedText[][] shared = await Task.WhenAll(requests.Select(request => GeneratedText.AllAsync(_generator, request)));
        GeneratedText[][] unshared = await Task.WhenAll(requests.Select(request => GeneratedText.AllAsync(_unshared, request)));

        Assert.All(shared.Zip(unshared), pair => AssertIdentical(pair.Second, pair.First));
        Assert.True(_generator.Engine.TokensReused > 0);
    }

    [Fact]
    public async Task Generate_AdapterUnloadedMidway_GoesOnWithItAndFreesItAtTheEnd()
    {
        LoraAdapter adapter = Trained(3);
        _generator.AddAdapter("three", adapter);
        GeneratedText[] undisturbed = await GeneratedText.AllAsync(_generator, s_request with { Adapter = adapter.Id });
        List<GeneratedPiece> pieces = [];
        bool wasAliveWhenUnloaded = false;
        await foreach (GeneratedPiece piece in _generator.GenerateAsync(s_request with { Adapter = "three" }, CancellationToken.None))
        {
            pieces.Add(piece);
            if (pieces.Count == 8)
            {
                wasAliveWhenUnloaded = _generator.UnloadAdapter("three") && !adapter.Parameters.Values.First().IsInvalid;
            }
        }

        AssertIdentical(undisturbed, GeneratedText.Of(pieces));
        Assert.True(wasAliveWhenUnloaded);
        Assert.All(adapter.Parameters.Values, parameter => Assert.True(parameter.IsInvalid));
        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => GeneratedText.AllAsync(_generator, s_request with { Adapter = "three" }));
        Assert.Equal("There is no adapter three loaded on this model; there is one, two.", error.Message);
    }

    [Fact]
    public async Task LoadAdapter_OfTheSameNameWhileTheOldOneWrites_ServesNewRequestsOnly()
    {
        string directory = Path.Combine(_folder, "mine");
        Save(directory, seed: 4);
        AdapterDescription first = await _generator.LoadAdapterAsync(directory, "", CancellationToken.None);
        GeneratedText[] before = await GeneratedText.AllAsync(_generator, s_request with { Adapter = "mine" });
        GeneratedText[]? after = null;
        AdapterDescription? second = null;
        List<GeneratedPiece> pieces = [];
        await foreach (GeneratedPiece piece in _generator.GenerateAsync(s_request with { Adapter = "mine" }, CancellationToken.None))
        {
            pieces.Add(piece);
            if (second is null)
            {
                Save(directory, seed: 5);
                second = await _generator.LoadAdapterAsync(directory, "", CancellationToken.None);
                after = await GeneratedText.AllAsync(_generator, s_request with { Adapter = "mine" });
            }
        }

        AssertIdentical(before, GeneratedText.Of(pieces));
        Assert.NotEqual(before[0].Text, after![0].Text);
        Assert.Equal((first.Name, first.Source, directory), (second!.Name, second.Source, first.Source));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(["mine", "one", "two"], _generator.Adapters.Select(adapter => adapter.Name));
    }

    [Fact]
    public async Task Dispose_RequestCutOff_FreesItsAdapter()
    {
        TextGenerator generator = await TextGenerator.LoadAsync(LanguageModels.Embedded, new EngineOptions { Threads = 1 }, CancellationToken.None);
        LoraAdapter adapter = Trained(3);
        generator.AddAdapter("three", adapter);
        IAsyncEnumerator<GeneratedPiece> pieces = generator.GenerateAsync(s_request with { Adapter = "three", MaxTokens = 400, MinTokens = 400 }, CancellationToken.None).GetAsyncEnumerator();
        await pieces.MoveNextAsync();

        await generator.DisposeAsync();

        Assert.All(adapter.Parameters.Values, parameter => Assert.True(parameter.IsInvalid));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await pieces.MoveNextAsync())
            {
                // To where it was cut off.
            }
        });
    }

    [Fact]
    public async Task Answer_WithAnAdapter_IsTheAdaptersAndTheSameUnshared()
    {
        Question question = new(EvaluationTemplate.FromQuestion("contain dialogue?"), "The old man sat by the fire.", " The snow fell.");

        YesNoAnswer bare = await AnswerAsync(_generator, "");
        YesNoAnswer adapted = await AnswerAsync(_generator, "one");

        Assert.NotEqual(bare, adapted);
        Assert.Equal((bare, adapted), (await AnswerAsync(_unshared, ""), await AnswerAsync(_unshared, "one")));

        async Task<YesNoAnswer> AnswerAsync(TextGenerator generator, string adapter) =>
            (await new ModelQuestionAnswerer(generator, adapter: adapter).AnswerAsync([question, question], CancellationToken.None))[1];
    }

    [Fact]
    public async Task Weave_GeneratorAndEvaluatorOnOneBase_EachUsesItsOwnAdapter()
    {
        string[] plain = await SearchAsync(_generator, "", "");
        string[] written = await SearchAsync(_generator, "one", "");
        string[] judged = await SearchAsync(_generator, "", "two");

        Assert.NotEqual(plain[1..], written[1..]);
        Assert.Equal(plain[0].Split('|')[0], judged[0].Split('|')[0]);
        Assert.NotEqual(plain[0], judged[0]);
        Assert.Equal(await SearchAsync(_generator, "one", "two"), await SearchAsync(_unshared, "one", "two"));

        static async Task<string[]> SearchAsync(TextGenerator generator, string generatorAdapter, string evaluatorAdapter)
        {
            WeaveSearch search = WeaveSearch.Start(new SearchStarted(WeaveParameters.Server with { Tokens = 6, Budget = 6, RoundBudget = 3, Expand = 3, MaxLookahead = 2 }, "Once upon a time", 3));
            WeaveRunner runner = new(
                new ModelBranchWriter(generator, tokenizer: generator.Tokenizer, adapter: generatorAdapter),
                new ConstitutionEvaluator(Constitution.FromQuestion("contain dialogue?"), ScoreCombination.SoftMin, new ModelQuestionAnswerer(generator, adapter: evaluatorAdapter)));
            List<string> texts = [];
            await foreach (WeaveEvent happened in runner.RunAsync(search, null, CancellationToken.None))
            {
                if (happened is NodeExpanded expanded)
                {
                    texts.AddRange(expanded.Children.Select(child => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{child.Text}|{child.Score:R}")));
                }
            }

            return [.. texts];
        }
    }

    private static void AssertIdentical(GeneratedText[] expected, GeneratedText[] actual)
    {
        Assert.Equal(expected.Select(text => text.Text), actual.Select(text => text.Text));
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.IsIdentical(pair.Second)));
    }

    private LoraAdapter Trained(long seed) => AdapterFixture.Trained(_generator.Base, new LoraConfig(), seed, strength: 0.05);

    private void Save(string directory, long seed)
    {
        using LoraAdapter adapter = Trained(seed);
        adapter.Save(directory, "minihf-tiny");
    }
}
