using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Generation;

/// <summary>What a request gives, on the model that ships: whole requests through tokenizer, engine and arithmetic.</summary>
public sealed class TextGeneratorTests : IAsyncLifetime
{
    private static readonly GenerationRequest s_request = new() { Prompt = "Once upon a time", Count = 3, MaxTokens = 24, Seed = 11 };

    private TextGenerator _generator = null!; // set before every test

    public async Task InitializeAsync() => _generator = await TextGenerator.LoadAsync(LanguageModels.Embedded, new EngineOptions(), CancellationToken.None);

    public async Task DisposeAsync() => await _generator.DisposeAsync();

    [Fact]
    public async Task Generate_SameRequestTwice_GivesTheSameTexts()
    {
        GeneratedText[] first = await GeneratedText.AllAsync(_generator, s_request);
        GeneratedText[] second = await GeneratedText.AllAsync(_generator, s_request);

        Assert.Equal(3, first.Select(text => text.Text).Distinct().Count());
        AssertIdentical(first, second);
    }

    [Fact]
    public async Task Generate_BesideSevenOthersThatJoinMidway_IsIdenticalToTheBit()
    {
        GeneratedText[] alone = await GeneratedText.AllAsync(_generator, s_request with { MaxTokens = 48 });
        List<Task<GeneratedText[]>> others = [];
        List<GeneratedPiece> pieces = [];
        await foreach (GeneratedPiece piece in _generator.GenerateAsync(s_request with { MaxTokens = 48 }, CancellationToken.None))
        {
            pieces.Add(piece);
            if (pieces.Count % 12 == 0 && others.Count < 7)
            {
                others.Add(GeneratedText.AllAsync(
                    _generator, s_request with { Prompt = new string('x', 120 * (others.Count + 1)), Seed = others.Count, Count = 1 + others.Count }));
            }
        }

        Assert.Equal(7, others.Count);
        await Task.WhenAll(others);
        AssertIdentical(alone, GeneratedText.Of(pieces));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public async Task Generate_Resumed_GoesOnToTheBitAsUndisturbed(int written)
    {
        GeneratedText[] whole = await GeneratedText.AllAsync(_generator, s_request);

        GeneratedText[] rest = await GeneratedText.AllAsync(
            _generator, s_request with { Indices = [2, 0], Resumed = [whole[2].TokenIds[..written], whole[0].TokenIds[..written]] });

        Assert.Equal(whole[0].TokenIds[written..], rest[0].TokenIds);
        Assert.Equal(whole[2].TokenIds[written..], rest[1].TokenIds);
        Assert.Equal(whole[0].LogProbabilities[written..], rest[0].LogProbabilities);
        Assert.EndsWith(rest[1].Text, whole[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_OneIndex_IsThatContinuationOfTheWholeRequest()
    {
        GeneratedText[] whole = await GeneratedText.AllAsync(_generator, s_request);
        GeneratedText[] one = await GeneratedText.AllAsync(_generator, s_request with { Indices = [1] });

        AssertIdentical([whole[1]], one);
    }

    [Fact]
    public async Task Generate_ManyContinuations_ShareOnePrefill()
    {
        int prompt = _generator.Tokenizer!.CountTokens(s_request.Prompt); // the embedded model has one
        await GeneratedText.AllAsync(_generator, s_request with { Count = 8, MaxTokens = 1 });

        Assert.Equal(prompt, _generator.Engine.TokensComputed);
    }

    [Fact]
    public async Task Generate_TwoRequestsAtOnce_AreSteppedTogether()
    {
        GenerationRequest request = s_request with { Count = 1, MaxTokens = 600, MinTokens = 600 };
        Task<GeneratedText[]> first = GeneratedText.AllAsync(_generator, request);
        Task<GeneratedText[]> second = GeneratedText.AllAsync(_generator, request with { Seed = 12 });
        await Task.WhenAll(first, second);

        // Apart they would take a step a token each.
        Assert.InRange(_generator.Engine.Steps, 600, 1190);
    }

    [Fact]
    public async Task Generate_MoreContinuationsThanPlaces_AllGrow()
    {
        await using TextGenerator narrow = await TextGenerator.LoadAsync(
            LanguageModels.Embedded, new EngineOptions { MaxLiveSequences = 2 }, CancellationToken.None);

        GeneratedText[] wide = await GeneratedText.AllAsync(_generator, s_request with { Count = 7 });
        AssertIdentical(wide, await GeneratedText.AllAsync(narrow, s_request with { Count = 7 }));
    }

    [Fact]
    public async Task Generate_StopString_EndsTheTextBeforeIt()
    {
        GeneratedText free = (await GeneratedText.AllAsync(_generator, s_request with { Count = 1, MaxTokens = 60 }))[0];
        string stop = free.Text.Substring(free.Text.Length / 2, 5);
        int cut = free.Text.IndexOf(stop, StringComparison.Ordinal);

        GeneratedText stopped = (await GeneratedText.AllAsync(_generator, s_request with { Count = 1, MaxTokens = 60, StopStrings = [stop] }))[0];

        Assert.Equal(free.Text[..cut], stopped.Text);
        Assert.Equal(FinishReason.StopString, stopped.Finish);
        Assert.True(stopped.TokenIds.Length < free.TokenIds.Length);
    }

    [Fact]
    public async Task Generate_MinTokens_KeepsTheEndOfTextAway()
    {
        // The model ends this text at once when it may.
        GenerationRequest request = s_request with { PromptIds = [0], Count = 64, MaxTokens = 2, Sampling = new SamplingOptions(Temperature: 8, TopK: 0) };
        GeneratedText[] texts = await GeneratedText.AllAsync(_generator, request with { MinTokens = 2 });

        Assert.All(texts, text => Assert.Equal((2, FinishReason.Length), (text.TokenIds.Length, text.Finish)));
        Assert.DoesNotContain(texts.SelectMany(text => text.TokenIds), id => id == 0);
    }

    [Fact]
    public async Task Generate_Alternatives_AreTheMostProbableAndHoldTheGreedyToken()
    {
        List<GeneratedPiece> pieces = [];
        await foreach (GeneratedPiece piece in _generator.GenerateAsync(
            s_request with { Count = 1, MaxTokens = 5, TopAlternatives = 4, Sampling = SamplingOptions.Greedy }, CancellationToken.None))
        {
            pieces.Add(piece);
        }

        Assert.All(pieces, piece =>
        {
            Assert.Equal(4, piece.Alternatives.Count);
            Assert.Equal((piece.TokenId, piece.LogProbability), (piece.Alternatives[0].TokenId, piece.Alternatives[0].LogProbability));
            Assert.Equal(piece.Alternatives.OrderByDescending(alternative => alternative.LogProbability), piece.Alternatives);
            Assert.True(piece.Alternatives.Sum(alternative => Math.Exp(alternative.LogProbability)) <= 1.0001);
        });
    }

    [Fact]
    public async Task Generate_Cancelled_ThrowsAndLeavesTheEngineFree()
    {
        using CancellationTokenSource cancel = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (GeneratedPiece _ in _generator.GenerateAsync(s_request with { MaxTokens = 1000 }, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        GeneratedText[] next = await GeneratedText.AllAsync(_generator, s_request with { MaxTokens = 2 });
        Assert.Equal(3, next.Length);
        Assert.InRange(_generator.Engine.Steps, 1, 900);
    }

    [Fact]
    public async Task Generate_ReaderLeavesEarly_StopsTheWork()
    {
        await foreach (GeneratedPiece _ in _generator.GenerateAsync(s_request with { MaxTokens = 1000 }, CancellationToken.None))
        {
            break;
        }

        await GeneratedText.AllAsync(_generator, s_request with { MaxTokens = 2 });
        Assert.InRange(_generator.Engine.Steps, 1, 900);
    }

    [Fact]
    public async Task Generate_PromptLongerThanTheContext_SaysBothLengths()
    {
        UserFacingException e = await Assert.ThrowsAsync<UserFacingException>(
            () => GeneratedText.AllAsync(_generator, s_request with { PromptIds = [.. Enumerable.Repeat(5, 1200)] }));

        Assert.StartsWith("The prompt is 1,200 tokens; the model's context is 1,024", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_PromptThatLeavesLittleRoom_EndsAtTheContext()
    {
        GeneratedText text = (await GeneratedText.AllAsync(
            _generator, s_request with { PromptIds = [.. Enumerable.Repeat(5, 1020)], Count = 1, MinTokens = 24 }))[0];

        Assert.Equal((4, FinishReason.Length), (text.TokenIds.Length, text.Finish));
    }

    [Fact]
    public async Task Generate_LongPromptTruncatedFromTheLeft_ContinuesItsEnd()
    {
        int[] story = [.. Enumerable.Range(0, 3000).Select(i => 300 + (i % 700))];
        GenerationRequest request = s_request with { PromptIds = story, Truncation = PromptTruncation.Left };

        GeneratedText[] truncated = await GeneratedText.AllAsync(_generator, request);
        GeneratedText[] end = await GeneratedText.AllAsync(_generator, request with { PromptIds = story[^1000..] });

        AssertIdentical(end, truncated);
    }

    [Fact]
    public async Task Generate_UnknownTokenId_IsNamed()
    {
        UserFacingException e = await Assert.ThrowsAsync<UserFacingException>(
            () => GeneratedText.AllAsync(_generator, s_request with { PromptIds = [1, 4096] }));

        Assert.Equal("4096 is no token of this model: its ids run from 0 to 4095.", e.Message);
    }

    private static void AssertIdentical(GeneratedText[] expected, GeneratedText[] actual)
    {
        Assert.Equal(expected.Select(text => text.Text), actual.Select(text => text.Text));
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.IsIdentical(pair.Second)));
    }
}
