using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Tests.Components;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("[x](javascript:alert(1))", "<p><a href=\"#\">x</a></p>\n")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "<p><a href=\"#\">x</a></p>\n")]
    [InlineData("[x](data:text/html;base64,AAAA)", "<p><a href=\"#\">x</a></p>\n")]
    [InlineData("[x](https://example.org/a)", "<p><a href=\"https://example.org/a\">x</a></p>\n")]
    [InlineData("[x](/n/1)", "<p><a href=\"/n/1\">x</a></p>\n")]
    public void ToHtml_Links_LeadOnlyToSafeAddresses(string markdown, string html) => Assert.Equal(html, MarkdownText.ToHtml(markdown).Value);

    [Fact]
    public void ToHtml_Picture_IsALinkSoThatNothingIsFetched() =>
        Assert.Equal("<p><a href=\"https://example.org/a.png\">a clock</a></p>\n", MarkdownText.ToHtml("![a clock](https://example.org/a.png)").Value);

    [Theory]
    [InlineData("# The **clockmaker**\nA town", "The clockmaker")]
    [InlineData("\n\n> quoted\n", "quoted")]
    [InlineData("", "")]
    public void Title_IsTheFirstLineWithoutMarks(string markdown, string title) => Assert.Equal(title, MarkdownText.Title(markdown));
}
