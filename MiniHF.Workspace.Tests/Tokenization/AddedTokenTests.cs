using MiniHF.Engine.Tokenization;

namespace MiniHF.Workspace.Tests.Tokenization;

public sealed class AddedTokenTests
{
    [Theory]
    [InlineData(false, false, false, "a <m> b", "a| |<m>| |b")]
    [InlineData(true, false, false, "a <m> b", "a|<m>| |b")]
    [InlineData(false, true, false, "a <m> b", "a| |<m>|b")]
    [InlineData(false, false, true, "a<m> <m>", "a|?|m|?| |<m>")]
    public void Encode_AddedToken_TakesWhatItsRulesSay(bool lstrip, bool rstrip, bool singleWord, string text, string expected)
    {
        Tokenizer tokenizer = WithToken(lstrip, rstrip, singleWord, special: false);

        Assert.Equal(expected.Split('|'), tokenizer.EncodeToIds(text).Select(id => tokenizer.TokenOf(id)));
    }

    [Fact]
    public void Encode_SpecialToken_IsTextUnlessAllowed()
    {
        Tokenizer tokenizer = WithToken(lstrip: false, rstrip: false, singleWord: false, special: true);

        Assert.Equal([1, 0, 4, 0], tokenizer.EncodeToIds("a<m>"));
        Assert.Equal([1, 5], tokenizer.EncodeToIds("a<m>", allowSpecial: true));
    }

    [Fact]
    public void Encode_SpecialTokensAdded_FollowTheTemplate()
    {
        Tokenizer tokenizer = WithToken(lstrip: false, rstrip: false, singleWord: false, special: true);

        Assert.Equal([5, 1, 1, 5, 5], tokenizer.EncodeToIds("aa", addSpecialTokens: true));
        Assert.Equal(5, tokenizer.CountTokens("aa", addSpecialTokens: true));
        Assert.Equal("a a", tokenizer.Decode([5, 1, 1, 5], skipSpecialTokens: true));
    }

    [Fact]
    public void Encode_TwoTokensBeginTogether_TakesTheLonger()
    {
        Tokenizer tokenizer = TestTokenizers.Of(
            TestTokenizers.Characters("x"),
            new { added_tokens = new[] { Token(2, "[a]"), Token(3, "[a][b]") } });

        Assert.Equal([2, 1, 3, 2], tokenizer.EncodeToIds("[a]x[a][b][a]"));
    }

    private static Tokenizer WithToken(bool lstrip, bool rstrip, bool singleWord, bool special) => TestTokenizers.Of(
        TestTokenizers.Characters("a", "b", " ", "m"),
        new
        {
            added_tokens = new[] { new { id = 5, content = "<m>", single_word = singleWord, lstrip, rstrip, normalized = false, special } },
            post_processor = new
            {
                type = "TemplateProcessing",
                single = new object[]
                {
                    new { SpecialToken = new { id = "<m>", type_id = 0 } },
                    new { Sequence = new { id = "A", type_id = 0 } },
                    new { SpecialToken = new { id = "<m>", type_id = 0 } },
                    new { SpecialToken = new { id = "<m>", type_id = 0 } },
                },
                special_tokens = new Dictionary<string, object> { ["<m>"] = new { id = "<m>", ids = new[] { 5 }, tokens = new[] { "<m>" } } },
            },
        });

    private static object Token(int id, string content) =>
        new { id, content, single_word = false, lstrip = false, rstrip = false, normalized = true, special = false };
}
