using MiniHF.Engine.Tokenization;

namespace MiniHF.Workspace.Tests.Tokenization;

public sealed class DecoderTests
{
    private static readonly string[] s_tokens = ["▁a", "b▁", "<0xC3>", "<0xA9>", "<0xFF>", "c"];

    [Theory]
    [InlineData("always", "ab c")]
    [InlineData("never", " ab c")]
    public void Metaspace_FirstToken_LosesTheSpaceTheEncoderPutThere(string scheme, string expected)
    {
        Tokenizer tokenizer = With(new { type = "Metaspace", replacement = "▁", prepend_scheme = scheme, split = true });

        Assert.Equal(expected, tokenizer.Decode([1, 2, 6]));
    }

    [Fact]
    public void Strip_EachToken_LosesItsEnds()
    {
        Tokenizer tokenizer = With(new { type = "Strip", content = "▁", start = 1, stop = 1 });

        Assert.Equal("abc", tokenizer.Decode([1, 2, 6]));
    }

    [Fact]
    public void NoDecoder_TokensAreJoinedWithSpaces()
    {
        Assert.Equal("▁a b▁ c", With(null).Decode([1, 2, 6]));
    }

    [Fact]
    public void ByteFallback_Run_WaitsForItsEndAndIsTextOrMarks()
    {
        Tokenizer tokenizer = With(new { type = "Sequence", decoders = new object[] { new { type = "ByteFallback" }, new { type = "Fuse" } } });
        IncrementalDecoder decoder = tokenizer.CreateDecoder();

        string[] parts = [decoder.Append(3), decoder.Append(4), decoder.Append(6), decoder.Append(3), decoder.Append(5), decoder.Flush()];

        Assert.Equal(["", "", "éc", "", "", "\uFFFD\uFFFD"], parts);
    }

    [Fact]
    public void CreateDecoder_WithContext_GoesOnFromThere()
    {
        Tokenizer tokenizer = With(new { type = "Metaspace", replacement = "▁", prepend_scheme = "always", split = true });

        Assert.Equal("a", tokenizer.CreateDecoder().Append(1));
        Assert.Equal(" a", tokenizer.CreateDecoder(context: [6]).Append(1));
    }

    [Fact]
    public void TextsOf_Tokens_KeepTheirSpacesAndDotHalfCharacters()
    {
        Tokenizer tokenizer = With(new
        {
            type = "Sequence",
            decoders = new object[] { new { type = "Replace", pattern = new { String = "▁" }, content = " " }, new { type = "ByteFallback" }, new { type = "Fuse" }, new { type = "Strip", content = " ", start = 1, stop = 0 } },
        });

        Assert.Equal([" a", "b ", "·", "·", "c", "·"], tokenizer.TextsOf([1, 2, 3, 4, 6, 999]));
    }

    private static Tokenizer With(object? decoder) => TestTokenizers.Of(TestTokenizers.Characters(s_tokens), new { decoder });
}
