using MiniHF.Workspace.Library.Constitutions;

namespace MiniHF.Workspace.Tests.Library.Constitutions;

public sealed class LineDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "=a =b =c")]
    [InlineData("a\nb\nc", "a\nx\nc", "=a -b +x =c")]
    [InlineData("a\nb\nc\nd", "a\nc\nd\ne", "=a -b =c =d +e")]
    [InlineData("", "a\nb", "+a +b")]
    [InlineData("a\nb", "", "-a -b")]
    [InlineData("a\r\nb\n", "a\nb", "=a =b")]
    public void Between_TwoTexts_CallsTheFewestLinesChanged(string before, string after, string expected) => Assert.Equal(
        expected,
        string.Join(' ', LineDifference.Between(before, after).Select(line => (line.Old is null ? "+" : line.New is null ? "-" : "=") + line.Text)));

    [Fact]
    public void Between_NumbersTheLinesOfBothTexts() => Assert.Equal(
        [new DifferenceLine(1, 1, "a"), new DifferenceLine(null, 2, "x"), new DifferenceLine(2, 3, "b")],
        LineDifference.Between("a\nb", "a\nx\nb"));

    [Fact]
    public void Between_TextsTooLongToCompare_TakesOneOutAndPutsTheOtherIn()
    {
        string[] old = [.. Enumerable.Range(0, 3000).Select(i => $"old {i}")];
        string[] now = [.. Enumerable.Range(0, 3000).Select(i => $"new {i}")];

        IReadOnlyList<DifferenceLine> lines = LineDifference.Between(string.Join('\n', old), string.Join('\n', now));

        Assert.Equal(old.Concat(now), lines.Select(line => line.Text));
    }
}
