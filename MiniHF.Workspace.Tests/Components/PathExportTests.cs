using MiniHF.Workspace.Components.Writing;

namespace MiniHF.Workspace.Tests.Components;

public sealed class PathExportTests
{
    [Fact]
    public void ToMarkdown_KeepsTheTextAsItReads() => Assert.Equal(
        "# A \\*tale\\*\n\n\\- Once, \\_upon\\_ a time.\n\n1\\. The end - or not: 3.5\n",
        PathExport.ToMarkdown("A *tale*", "- Once, _upon_ a time.\n\n\n1. The end - or not: 3.5\n"));

    [Fact]
    public void ToHtml_ShowsMarkupAsText()
    {
        string page = PathExport.ToHtml("A <b>", "x < y\nz & \"w\"");

        Assert.Contains("<h1>A &lt;b&gt;</h1>\n<p>x &lt; y</p>\n<p>z &amp; &quot;w&quot;</p>", page, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The clockmaker's “daughter”", "the-clockmaker-s-daughter.md")]
    [InlineData("../../etc", "etc.md")]
    [InlineData("", "text.md")]
    public void FileName_IsPlain(string title, string name) => Assert.Equal(name, PathExport.FileName(title, "md"));

    [Fact]
    public void ToText_EndsWithOneLineBreak() => Assert.Equal("Once.\n\nTwice.\n", PathExport.ToText("Once.\r\n\r\nTwice.  \n\n"));
}
