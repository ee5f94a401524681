using System.Text;
using MiniHF.Engine.Tokenization;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Tokenization;

public sealed class TokenizerRoundTripTests
{
    private const int Rounds = 2000;

    [Fact]
    public void Decode_OfEncode_GivesTheTextBack()
    {
        AssertRoundTrips(TestTokenizers.Embedded);
    }

    [SharedTheory]
    [InlineData("gpt2")]
    [InlineData("falcon")]
    public void Decode_OfEncodeByOthers_GivesTheTextBack(string name)
    {
        AssertRoundTrips(Tokenizer.Load(SharedFiles.PathTo("tokenizers", name)));
    }

    [Fact]
    public void IncrementalDecoder_RandomIds_JoinsToDecode()
    {
        AssertIncrementalIsWhole(TestTokenizers.Embedded);
    }

    [SharedTheory]
    [InlineData("gpt-neox-20b")]
    [InlineData("llama2")]
    public void IncrementalDecoder_RandomIdsOfOthers_JoinsToDecode(string name)
    {
        AssertIncrementalIsWhole(Tokenizer.Load(SharedFiles.PathTo("tokenizers", name)));
    }

    [Fact]
    public async Task EncodeToIds_FromManyThreads_GivesWhatOneThreadGives()
    {
        Tokenizer tokenizer = Tokenizer.Load(Path.Combine(AppContext.BaseDirectory, "Embedded", "minihf-tiny"));
        RandomTexts random = new(seed: 3);
        string[] texts = [.. Enumerable.Range(0, 500).Select(_ => random.Any())];
        int[][] expected = [.. texts.Select(text => TestTokenizers.Embedded.EncodeToIds(text))];

        int[][][] actual = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => texts.Select(text => tokenizer.EncodeToIds(text)).ToArray())));

        Assert.All(actual, ids => Assert.Equal(expected, ids));
    }

    [Fact]
    public void EncodeToIds_MegabyteWithoutASpace_IsEncodedAndComesBack()
    {
        string text = string.Concat(Enumerable.Repeat("antidisestablishmentarianism", 40_000));

        int[] ids = TestTokenizers.Embedded.EncodeToIds(text);

        Assert.Equal(text, TestTokenizers.Embedded.Decode(ids));
    }

    private static void AssertRoundTrips(Tokenizer tokenizer)
    {
        RandomTexts texts = new(seed: 1);
        for (int round = 0; round < Rounds; round++)
        {
            string text = texts.Any();
            int[] ids = tokenizer.EncodeToIds(text, allowSpecial: round % 2 == 0);

            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), tokenizer.Decode(ids));
            Assert.Equal(ids.Length, tokenizer.CountTokens(text, allowSpecial: round % 2 == 0));
        }
    }

    private static void AssertIncrementalIsWhole(Tokenizer tokenizer)
    {
        RandomTexts random = new(seed: 2);
        for (int round = 0; round < Rounds; round++)
        {
            // Random ids break characters anywhere; low ids are bytes in most vocabularies.
            int[] ids = (round % 3) switch
            {
                0 => random.Ids(tokenizer.VocabularySize),
                1 => random.Ids(300),
                _ => tokenizer.EncodeToIds(random.WellFormed(), addSpecialTokens: true),
            };
            IncrementalDecoder decoder = tokenizer.CreateDecoder();
            List<string> parts = [.. ids.Select(decoder.Append), decoder.Flush()];

            Assert.Equal(tokenizer.Decode(ids), string.Concat(parts));
            Assert.All(parts, part => Assert.Equal(part, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(part))));
        }
    }
}
