using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Tests.Components;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Once upon a time", 40, "Once upon a time")]
    [InlineData("Once upon a time", 10, "Once upon…")]
    [InlineData("  two\n\n  lines ", 40, "two lines")]
    [InlineData("Donaudampfschiff", 5, "Donau…")]
    [InlineData("", 5, "")]
    public void Opening_CutsBetweenWords(string text, int length, string opening) => Assert.Equal(opening, Words.Opening(text, length));

    [Theory]
    [InlineData("Once  upon a time", 3, "Once upon a…")]
    [InlineData("Once upon a", 3, "Once upon a")]
    [InlineData(" \n", 3, "")]
    public void First_CutsAfterThatManyWords(string text, int words, string first) => Assert.Equal(first, Words.First(text, words));

    [Fact]
    public void Number_UnderAnyCulture_HasCommas() => Assert.Equal("1,284", Words.Number(1284));

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(60, "a minute ago")]
    [InlineData(720, "12 minutes ago")]
    [InlineData(3_700, "an hour ago")]
    [InlineData(80_000, "yesterday")]
    [InlineData(3 * 86_400, "3 days ago")]
    [InlineData(40 * 86_400, "24 September")]
    [InlineData(400 * 86_400, "29 September 2025")]
    public void RelativeTime_IsSaidInWords(int seconds, string said)
    {
        DateTimeOffset now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(said, RelativeTime.Of(now.AddSeconds(-seconds), now));
    }
}
