using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>What the notebook answers a browser, once what it sent is stored.</summary>
public static class TypingReply
{
    public static TypingAnswer Of(NotebookState state, CellId cell, TypingRequest request)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(request);
        if (state.Cells.GetValueOrDefault(cell) is NoteCell note)
        {
            return Of(note, request);
        }

        BranchTree tree = (state.Cells.GetValueOrDefault(cell) as WriteCell)?.Tree ?? BranchTree.Empty;
        TextChange typed = request.Change is { } steps ? new TextChange(steps) : TextChange.None;
        if (!typed.IsNone && tree.Branches.GetValueOrDefault(new BranchId(request.Sibling)) is { } beside)
        {
            return Whole(beside, typed);
        }

        if (tree.Branches.GetValueOrDefault(new BranchId(request.Branch)) is not { } branch)
        {
            return new TypingAnswer(Stored: true, null, request.Branch, -1, [], null);
        }

        if (request.Revision < 0)
        {
            // The change wrote the branch: what it put is revision 0.
            string written = TextHistory.At(branch.Text, branch.Edits, 0);
            TextChange rest = TextHistory.Since(branch.Edits, 0);
            return written == typed.Puts ? Changed(branch, rest) : Text(branch);
        }

        if (request.Revision > branch.Edits.Count)
        {
            return Text(branch);
        }

        return Changed(branch, Theirs(branch.Edits, request, typed));
    }

    private static TypingAnswer Of(NoteCell note, TypingRequest request)
    {
        TextChange typed = new(request.Change ?? []);
        return TypingRules.Knows(note, request.Revision, typed)
            ? new TypingAnswer(Stored: true, null, request.Branch, note.Edits.Count, Theirs(note.Edits, request, typed).Steps, null)
            : new TypingAnswer(Stored: true, null, request.Branch, note.Edits.Count, [], note.Text);
    }

    /// <summary>What else happened to the text since the revision the browser knows, as it is after what was typed.</summary>
    private static TextChange Theirs(ImmutableList<TextEdit> edits, TypingRequest request, TextChange typed)
    {
        int mine = typed.IsNone ? -1 : edits.FindIndex(request.Revision, edit => edit.Mark is { } mark && mark.Journal == request.Journal && mark.Number == request.Number);
        ImmutableList<TextEdit> before = mine < 0 ? edits : edits.GetRange(0, mine);
        TextChange theirs = typed.Across(TextHistory.Since(before, request.Revision)).Theirs;
        return mine < 0 ? theirs : theirs.Then(TextHistory.Since(edits, mine + 1));
    }

    private static TypingAnswer Changed(Branch branch, TextChange change) =>
        new(Stored: true, null, branch.Id.Value, branch.Edits.Count, change.Steps, null);

    /// <summary>The words became a branch with the whole text the browser showed, or, of a text not known here, with what was put.</summary>
    private static TypingAnswer Whole(Branch beside, TextChange typed) =>
        TextHistory.At(beside.Text, beside.Edits, 0).Length >= typed.Puts.Length && typed.Inverse.Fits(TextHistory.At(beside.Text, beside.Edits, 0))
            ? Changed(beside, TextHistory.Since(beside.Edits, 0))
            : Text(beside);

    private static TypingAnswer Text(Branch branch) => new(Stored: true, null, branch.Id.Value, branch.Edits.Count, [], branch.Text);
}
