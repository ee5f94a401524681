using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Type(TypeText type, NotebookState state)
    {
        if (CellOf(state, type.Cell) is NoteCell note)
        {
            return TypeInNote(type, state, note);
        }

        BranchTree tree = WriteCellOf(state, type.Cell).Tree;
        if (state.Typed.GetValueOrDefault(type.Mark.Journal) >= type.Mark.Number)
        {
            return [];
        }

        if (tree.Branches.GetValueOrDefault(type.Branch) is not { } branch)
        {
            return TypeAnew(type, type.Branch, tree, type.Parent, replaces: null, type.Change.Puts);
        }

        // Before revision 0 there was nothing.
        string then = type.Revision >= 0 && type.Revision <= branch.Edits.Count ? TextHistory.At(branch.Text, branch.Edits, type.Revision) : "";
        if (!type.Change.Fits(then))
        {
            // Made on a text that nobody knows here, such as one from before a backup was restored: the words are kept, whatever they stood in.
            return TypeAnew(type, type.Sibling, tree, branch.Parent, branch.Id, type.Change.Puts);
        }

        TextChange theirs = type.Revision >= 0
            ? TextHistory.Since(branch.Edits, type.Revision)
            : TextChange.Between("", TextHistory.At(branch.Text, branch.Edits, 0)).Then(TextHistory.Since(branch.Edits, 0));
        if (!TypingRules.TakesTyping(state, branch) || type.Change.Contradicts(theirs))
        {
            return TypeAnew(type, type.Sibling, tree, branch.Parent, branch.Id, type.Change.Apply(then));
        }

        TextChange change = type.Change.Across(theirs).Mine;
        TextLimits.CheckText(change.Apply(branch.Text));
        return change.IsNone ? [] : [new BranchTyped(type.Cell, type.Branch, change, type.Mark) { By = type.By }];
    }

    /// <summary>A note has one text for everybody: of words that two replaced at once it keeps both, and one puts it right by reading.</summary>
    private static NotebookEvent[] TypeInNote(TypeText type, NotebookState state, NoteCell note)
    {
        if (state.Typed.GetValueOrDefault(type.Mark.Journal) >= type.Mark.Number)
        {
            return [];
        }

        TextChange change = TypingRules.Knows(note, type.Revision, type.Change)
            ? type.Change.Across(TextHistory.Since(note.Edits, type.Revision)).Mine
            // Made on a text that nobody knows here, such as one from before a backup was restored: the words are kept, below what there is.
            : TextChange.Between(note.Text, note.Text.Length == 0 ? type.Change.Puts : $"{note.Text}\n\n{type.Change.Puts}");
        TextLimits.CheckText(change.Apply(note.Text));
        return change.IsNone ? [] : [new NoteTyped(type.Cell, change, type.Mark) { By = type.By }];
    }

    /// <summary>Writes a branch of its own and goes there.</summary>
    private static NotebookEvent[] TypeAnew(TypeText type, BranchId id, BranchTree tree, BranchId? parent, BranchId? replaces, string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        // Where the text it continued is not there, the words are kept as a beginning of their own.
        BranchId? after = parent is { } known && tree.Branches.ContainsKey(known) ? known : null;
        if (after is { } growing)
        {
            RefuseWhileGrowing(BranchOf(tree, growing));
        }

        return
        [
            new BranchWritten(type.Cell, id, after, TextLimits.CheckText(text), replaces) { By = type.By, Mark = type.Mark },
            new BranchFocused(type.Cell, id) { By = type.By },
        ];
    }
}
