using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class StopStringMatcherTests
{
    [Theory]
    [InlineData("The end. More", "The ")]
    [InlineData("The en", "The en")]
    [InlineData("no such thing", "no such thing")]
    public void Feed_TextInOnePiece_EndsBeforeTheStopString(string text, string expected)
    {
        Assert.Equal(expected, Run([text], "end."));
    }

    [Fact]
    public void Feed_AnyCutIntoPieces_GivesTheSameText()
    {
        const string text = "one two\n\n\nthree END four";
        string whole = Run([text], "\n\n\n", "END");

        for (int first = 0; first <= text.Length; first++)
        {
            for (int second = first; second <= text.Length; second++)
            {
                Assert.Equal(whole, Run([text[..first], text[first..second], text[second..]], "\n\n\n", "END"));
            }
        }

        Assert.Equal("one two", whole);
    }

    [Fact]
    public void Feed_PossibleBeginningOfAStopString_IsHeldUntilItIsNone()
    {
        StopStringMatcher matcher = new(["\n\n"]);

        Assert.Equal("a", matcher.Feed("a\n"));
        Assert.Equal("\nb", matcher.Feed("b"));
        Assert.False(matcher.IsMatched);
    }

    [Fact]
    public void Flush_TextHeldBack_ComesOutAtTheEnd()
    {
        StopStringMatcher matcher = new(["###"]);

        Assert.Equal("a", matcher.Feed("a##"));
        Assert.Equal("##", matcher.Flush());
        Assert.Equal("", matcher.Flush());
    }

    [Fact]
    public void Feed_TwoStopStringsOverlap_TheOneCompleteFirstWins()
    {
        Assert.Equal("a", Run(["abc"], "abc", "b"));
    }

    private static string Run(string[] pieces, params string[] stops)
    {
        StopStringMatcher matcher = new(stops);
        string text = string.Concat(pieces.Select(matcher.Feed));
        return text + (matcher.IsMatched ? "" : matcher.Flush());
    }
}
