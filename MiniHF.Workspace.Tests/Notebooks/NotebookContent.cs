using System.Globalization;
using System.Text;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>What a reader sees of a notebook, as text: titles, cells and branches that are not put aside, with their marks.</summary>
internal static class NotebookContent
{
    public static string Of(NotebookState state)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {state.Title}");
        foreach (Cell cell in state.Order.Select(id => state.Cells[id]))
        {
            if (cell is NoteCell note)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"note: {note.Text}");
            }
            else if (cell is WriteCell write)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"write ({write.Settings.Count} × {write.Settings.MaxTokens})");
                foreach (BranchId root in write.Tree.Roots)
                {
                    Add(text, write.Tree, root);
                }
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, BranchTree tree, BranchId id)
    {
        Branch branch = tree.Branches[id];
        if (branch.Pruned)
        {
            return;
        }

        string thumbs = string.Concat(branch.Thumbs.OrderBy(thumb => thumb.Key.Value).Select(thumb => thumb.Value == Thumb.Up ? "+" : "-"));
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string(' ', 2 * branch.Depth)}- {branch.Kind} '{branch.Text}' {thumbs}{(branch.Bookmarked ? "*" : "")}");
        foreach (BranchId child in branch.Children)
        {
            Add(text, tree, child);
        }
    }
}
