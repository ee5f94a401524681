using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>What a cell is called in lists: its first words.</summary>
internal static class CellNames
{
    private const int Length = 30;

    public static string Of(Cell cell, PersonId reader) => cell switch
    {
        NoteCell note => MarkdownText.Title(note.Text) is { Length: > 0 } title ? title : "Empty note",
        WriteCell write => Opening(write, reader) is { Length: > 0 } words ? words : "A blank page",
        WeaveCell => "Weave",
        _ => "Cell",
    };

    private static string Opening(WriteCell write, PersonId reader)
    {
        Branch? focus = write.Tree.FocusOf(reader) ?? write.Tree.Roots.Select(root => write.Tree.Branches.GetValueOrDefault(root)).FirstOrDefault();
        return focus is null ? "" : Words.Opening(write.Tree.PathTo(focus.Id)[0].Text, Length);
    }
}
