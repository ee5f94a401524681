using MiniHF.Engine;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Workspace.Tests.Tokenization;

public sealed class TokenizerLoadingTests
{
    private const string EmptyModel = """ "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [] } """;

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "\"model\" is missing")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": []}}""", "its model is \"Unigram\"; only \"BPE\" is supported")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}}""", "the merge \"a b\" is not two tokens")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": -1}, "merges": []}}""", "\"a\" is not a non-negative whole number")]
    [InlineData("{\"normalizer\": {\"type\": \"Precompiled\"}," + EmptyModel + "}", "its normalizer \"Precompiled\" is not supported")]
    [InlineData("{\"pre_tokenizer\": {\"type\": \"UnicodeScripts\"}," + EmptyModel + "}", "its pre-tokenizer \"UnicodeScripts\" is not supported")]
    [InlineData("{\"decoder\": {\"type\": \"CTC\"}," + EmptyModel + "}", "its decoder \"CTC\" is not supported")]
    [InlineData("{\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": \"(\"}, \"behavior\": \"Isolated\"}," + EmptyModel + "}", "the regular expression ( is not one that .NET reads")]
    public void Load_WhatIsNotSupported_NamesTheFileAndTheReason(string json, string reason)
    {
        UserFacingException refused = Assert.Throws<UserFacingException>(() => TestTokenizers.Parse(json));

        Assert.StartsWith($"tokenizer.json: {reason}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_NamesIt()
    {
        UserFacingException refused = Assert.Throws<UserFacingException>(() => Tokenizer.Load(AppContext.BaseDirectory));

        Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "tokenizer.json") + ": there is no such file", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a b\"")]
    [InlineData("[\"a\", \"b\"]")]
    public void Load_BothSpellingsOfMerges_Merge(string merge)
    {
        Tokenizer tokenizer = TestTokenizers.Parse("{" + EmptyModel.Replace("[]", "[" + merge + "]", StringComparison.Ordinal) + "}");

        Assert.Equal([2, 0], tokenizer.EncodeToIds("aba"));
    }

    [Fact]
    public void VocabularySize_OfEmbedded_IsTheModels()
    {
        Tokenizer tokenizer = TestTokenizers.Embedded;

        Assert.Equal(4096, tokenizer.VocabularySize);
        Assert.True(tokenizer.TryGetId("<|end|>", out int end));
        Assert.Equal((1, "<|end|>", true), (end, tokenizer.TokenOf(end), tokenizer.IsSpecial(end)));
    }
}
