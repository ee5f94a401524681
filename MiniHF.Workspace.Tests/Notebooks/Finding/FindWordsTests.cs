using MiniHF.Workspace.Notebooks.Finding;

namespace MiniHF.Workspace.Tests.Notebooks.Finding;

public sealed class FindWordsTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_none = [];

    [Theory]
    [InlineData("old lamp", "'old':* & 'lamp':*")]
    [InlineData("\"the old lamp\" sea", "'sea':* & 'the old lamp'")]
    [InlineData("\"the old la", "'the old la'")]
    [InlineData("lamp -sea", "'lamp':* & !'sea'")]
    [InlineData("lamp #draft", "'lamp':*")]
    [InlineData("don't \\ & | !", "'don''t':*")]
    [InlineData("  …  ", "")]
    public void ToQuery_OfWhatPeopleType_IsOneThatPostgresReads(string typed, string query) =>
        Assert.Equal(query, FindWords.Parse(typed).ToQuery(s_none));

    [Fact]
    public void Parse_Tags_AreInLowerCase() => Assert.Equal(["draft", "act-2"], FindWords.Parse("#Draft x #act-2").Tags);

    [Fact]
    public void ToQuery_WithOtherWordsInstead_TakesAnyOfThem() => Assert.Equal(
        "('ligthouse':* | 'lighthouse' | 'lighthouses') & 'dark':*",
        FindWords.Parse("ligthouse dark").ToQuery(new Dictionary<string, IReadOnlyList<string>> { ["ligthouse"] = ["lighthouse", "lighthouses"] }));

    [Fact]
    public void Parse_AWholePage_TakesItsFirstWords() =>
        Assert.Equal(16, FindWords.Parse(string.Concat(Enumerable.Repeat("word ", 5_000))).Words.Count);

    [Theory]
    [InlineData("", true)]
    [InlineData("-lamp", true)]
    [InlineData("#draft", false)]
    [InlineData("lamp", false)]
    public void IsEmpty_SaysWhetherThereIsSomethingToSearchFor(string typed, bool empty) => Assert.Equal(empty, FindWords.Parse(typed).IsEmpty);
}
