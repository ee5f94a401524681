using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    // An undo takes back about a sentence of what was typed.
    private const int LongestTyping = 240;

    private static NotebookState Type(NotebookState state, BranchTyped typed)
    {
        NotebookState after = WithTree(state, typed.Cell, tree => tree.Branches.GetValueOrDefault(typed.Branch) is { } branch && typed.Change.Fits(branch.Text)
            ? tree with { Branches = tree.Branches.SetItem(branch.Id, Change(branch, typed.Change, typed.Mark, takesBack: null)) }
            : tree);
        return Mark(after, typed.Mark);
    }

    /// <summary>Notes that the browser's change is stored.</summary>
    private static NotebookState Mark(NotebookState state, TypingMark? mark) => mark is null
        ? state
        : state with { Typed = state.Typed.SetItem(mark.Journal, Math.Max(mark.Number, state.Typed.GetValueOrDefault(mark.Journal))) };

    private static BranchTree TakeBack(BranchTree tree, EditsTakenBack back)
    {
        EditRange range = new(back.First, back.Last);
        if (tree.Branches.GetValueOrDefault(back.Branch) is not { } branch || range.Last >= branch.Edits.Count || HoldsOthersUp(tree, branch))
        {
            return tree;
        }

        TextChange change = TextHistory.Undoing(branch.Edits, range);
        return change.Fits(branch.Text)
            ? tree with { Branches = tree.Branches.SetItem(branch.Id, Change(branch, change, mark: null, range)) }
            : tree;
    }

    /// <summary>Changes a branch's text, and keeps what was changed: who edits an earlier text, or takes an edit back, needs to know.</summary>
    private static Branch Change(Branch branch, TextChange change, TypingMark? mark, EditRange? takesBack)
    {
        string text = change.Apply(branch.Text);
        string? original = branch.OriginalText ?? (branch.Growth is null ? null : branch.Text);
        return branch with
        {
            Text = text,
            OriginalText = original == text ? null : original,
            Edits = branch.Edits.Add(new TextEdit(change, mark, takesBack)),
        };
    }

    /// <summary>The typing goes on where the person's newest change ended, in the same sentence: an undo takes back both.</summary>
    private static UndoEntry? Continued(NotebookState before, NotebookEvent happened) => (happened, before.Undo.NextUndo(happened.By)) switch
    {
        (BranchTyped typed, { Inverse: [EditsTakenBack last] } entry) when last.Branch == typed.Branch && BranchOf(before, typed.Cell, typed.Branch) is { } branch =>
            InOneSentence(branch.Edits, last.First, last.Last) ? entry with { Inverse = [last with { Last = branch.Edits.Count }] } : null,
        (NoteTyped typed, { Inverse: [NoteEditsTakenBack last] } entry) when last.Cell == typed.Cell && before.Cells.GetValueOrDefault(typed.Cell) is NoteCell note =>
            InOneSentence(note.Edits, last.First, last.Last) ? entry with { Inverse = [last with { Last = note.Edits.Count }] } : null,
        _ => null,
    };

    /// <summary>Whether the edits, typed and the newest there are, end within a sentence.</summary>
    private static bool InOneSentence(ImmutableList<TextEdit> edits, int first, int last)
    {
        if (last != edits.Count - 1 || edits[last].Mark is null)
        {
            return false;
        }

        string said = "";
        for (int i = first; i <= last && said.Length <= LongestTyping; i++)
        {
            said += edits[i].Change.Puts;
        }

        bool ends = said.TrimEnd() is { Length: > 0 } words && ".!?…\"”’'\n".Contains(words[^1], StringComparison.Ordinal) && words.Length < said.Length;
        return said.Length <= LongestTyping && !ends;
    }
}
