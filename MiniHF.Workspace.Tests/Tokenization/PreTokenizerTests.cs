namespace MiniHF.Workspace.Tests.Tokenization;

/// <summary>Each test gives the pieces it expects as the vocabulary: any other piece would come out as "?".</summary>
public sealed class PreTokenizerTests
{
    [Theory]
    [InlineData("Removed", false, "a|b|c")]
    [InlineData("Isolated", false, "a|-|-|b|-|c")]
    [InlineData("Contiguous", false, "a|--|b|-|c")]
    [InlineData("MergedWithPrevious", false, "a-|-|b-|c")]
    [InlineData("MergedWithNext", false, "a|-|-b|-c")]
    [InlineData("Removed", true, "-|-|-")]
    [InlineData("MergedWithNext", true, "a-|-|b-|c")]
    public void Split_OnRegex_FollowsItsBehavior(string behavior, bool invert, string expected)
    {
        object split = new { type = "Split", pattern = new { Regex = "-" }, behavior, invert };

        Assert.Equal(expected.Split('|'), TestTokenizers.Pieces(split, "a--b-c", expected.Split('|')));
    }

    [Fact]
    public void Split_OnString_ReadsItLiterally()
    {
        object split = new { type = "Split", pattern = new { String = "." }, behavior = "Isolated", invert = false };

        Assert.Equal(["a", ".", "b"], TestTokenizers.Pieces(split, "a.b", "a", ".", "b"));
    }

    [Theory]
    [InlineData(true, "ab|1|2|c|Ⅷ")]
    [InlineData(false, "ab|12|c|Ⅷ")]
    public void Digits_OneByOneOrTogether(bool individual, string expected)
    {
        object digits = new { type = "Digits", individual_digits = individual };

        Assert.Equal(expected.Split('|'), TestTokenizers.Pieces(digits, "ab12cⅧ", expected.Split('|')));
    }

    [Fact]
    public void Punctuation_Contiguous_KeepsRunsTogether()
    {
        object punctuation = new { type = "Punctuation", behavior = "Contiguous" };

        Assert.Equal(["a", "?!", " b", "…"], TestTokenizers.Pieces(punctuation, "a?! b…", "a", "?!", " b", "…"));
    }

    [Fact]
    public void Whitespace_SeparatesWordsFromSymbols()
    {
        Assert.Equal(["a_1", "+", "b"], TestTokenizers.Pieces(new { type = "Whitespace" }, "a_1+  b", "a_1", "+", "b"));
    }

    [Theory]
    [InlineData("always", "▁a|▁b|▁xc")]
    [InlineData("first", "▁a|▁b|xc")]
    [InlineData("never", "a|▁b|xc")]
    public void Metaspace_PrependScheme_DecidesWhichPiecesGetTheSpace(string scheme, string expected)
    {
        object metaspace = new
        {
            type = "Sequence",
            pretokenizers = new object[]
            {
                new { type = "Split", pattern = new { String = "x" }, behavior = "MergedWithNext", invert = false },
                new { type = "Metaspace", replacement = "▁", prepend_scheme = scheme, split = true },
            },
        };

        Assert.Equal(expected.Split('|'), TestTokenizers.Pieces(metaspace, "a bxc", expected.Split('|')));
    }

    [Fact]
    public void ByteLevel_AddPrefixSpace_OnlyWhereThereIsNone()
    {
        object byteLevel = new { type = "ByteLevel", add_prefix_space = true, trim_offsets = true, use_regex = true };

        Assert.Equal(["Ġa", "Ġb"], TestTokenizers.Pieces(byteLevel, "a b", "Ġa", "Ġb"));
        Assert.Equal(["Ġa", "Ġb"], TestTokenizers.Pieces(byteLevel, " a b", "Ġa", "Ġb"));
    }

    [Fact]
    public void Split_RegexWithLettersBeyondTheBasicPlane_CountsCodePoints()
    {
        object split = new { type = "Split", pattern = new { Regex = @"\p{L}" }, behavior = "Isolated", invert = false };

        Assert.Equal(["𝔘", "𝔫", "🤷"], TestTokenizers.Pieces(split, "𝔘𝔫🤷", "𝔘", "𝔫", "🤷"));
    }
}
