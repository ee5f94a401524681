using Bunit;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class ReadingPageTests : BunitTestBase
{
    private readonly LoomBook _book = new();

    [Fact]
    public void Path_WithLineBreaks_IsSetInParagraphs()
    {
        BranchId root = _book.Type(null, "Once there was");
        BranchId leaf = _book.Grow(root, " a clock.\n\n It rained.")[0];

        IRenderedComponent<ReadingPage> page = Render<ReadingPage>(parameters => parameters.Add(p => p.Path, _book.Tree.PathTo(leaf)));

        Assert.Equal(["Once there was a clock.", "It rained."], page.FindAll("p").Select(paragraph => paragraph.TextContent));
    }

    [Fact]
    public void GrowingLeaf_ShowsWhatStreams()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId leaf = _book.Begin(root, 1).Branches[0];

        IRenderedComponent<ReadingPage> page = Render<ReadingPage>(parameters => parameters
            .Add(p => p.Path, _book.Tree.PathTo(leaf))
            .Add(p => p.Stream, new StreamedText(" upon a time", 3)));

        Assert.Equal("Once upon a time", page.Find("p").TextContent);
    }
}
