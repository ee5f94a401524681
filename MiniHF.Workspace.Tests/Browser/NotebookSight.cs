namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A notebook as it is seen, for comparing before and after.</summary>
/// <param name="Tree">Every drawn branch: id, kind, marks, first words.</param>
/// <param name="Text">The path one reads, and what is typed below it.</param>
/// <param name="Cards">The continuations' texts.</param>
/// <param name="Marks">The continuations' states and ratings.</param>
/// <param name="Bookmarks">The list of bookmarks.</param>
internal sealed record NotebookSight(
    IReadOnlyList<string> Tree, string Text, IReadOnlyList<string> Cards, IReadOnlyList<string> Marks, IReadOnlyList<string> Bookmarks)
{
    /// <summary>Asserts that the same is seen, part by part, so that a difference shows where it is.</summary>
    public void AssertSame(NotebookSight other)
    {
        Assert.Equal(Tree, other.Tree);
        Assert.Equal(Text, other.Text);
        Assert.Equal(Cards, other.Cards);
        Assert.Equal(Marks, other.Marks);
        Assert.Equal(Bookmarks, other.Bookmarks);
    }
}
