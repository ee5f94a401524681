using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Tests.Notebooks.History;

public sealed class TextDifferenceTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "Once", "[+Once]")]
    [InlineData("Once", "", "[-Once]")]
    [InlineData("Once upon a time", "Once upon a time", "Once upon a time")]
    [InlineData("Once upon a time", "Once upon a hill", "Once upon a[- time][+ hill]")]
    [InlineData("The old lamp burnt low.", "The lamp burnt very low.", "The[- old] lamp burnt[+ very] low.")]
    [InlineData("a b c a b b a", "c b a b a c", "[-a][+c] b[- c] a b[- b] a[+ c]")]
    [InlineData("one\n\ntwo", "one\n\nthree", "one[-\n\ntwo][+\n\nthree]")]
    public void Difference_OfTwoTexts_IsShortestWordByWord(string before, string after, string expected)
    {
        string shown = string.Concat(TextDifference.Of(before, after).Select(piece => piece.Change switch
        {
            0 => piece.Text,
            > 0 => $"[+{piece.Text}]",
            _ => $"[-{piece.Text}]",
        }));

        Assert.Equal(expected.Count(c => c is '+' or '-'), shown.Count(c => c is '+' or '-'));
        Assert.Equal((before, after), Sides(before, after));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Difference_OfAnyTexts_HoldsBoth(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 300; i++)
        {
            (string before, string after) = (Text(random), Text(random));
            Assert.Equal((before, after), Sides(before, after));
        }
    }

    [Fact]
    public void Difference_OfLongTextsWithNothingInCommon_IsOneAfterTheOther()
    {
        string before = string.Join(' ', Enumerable.Range(0, 5_000));
        string after = string.Join(' ', Enumerable.Range(10_000, 5_000));

        Assert.Equal([(-1, before.Length), (1, after.Length)], TextDifference.Of(before, after).Select(piece => (piece.Change, piece.Text.Length)));
    }

    private static (string Before, string After) Sides(string before, string after)
    {
        var pieces = TextDifference.Of(before, after);
        return (string.Concat(pieces.Where(piece => piece.Change <= 0).Select(piece => piece.Text)), string.Concat(pieces.Where(piece => piece.Change >= 0).Select(piece => piece.Text)));
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(5) switch { 0 => " ", 1 => "\n ", 2 => "the ", 3 => "lamp ", _ => "𝄞 low" }));
}
