using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>What the decisions and the pages must agree on about typing.</summary>
public static class TypingRules
{
    /// <summary>Whether the note had, at this revision, a text that the change was made on.</summary>
    public static bool Knows(NoteCell note, int revision, TextChange change)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(change);
        return revision >= 0 && revision <= note.Edits.Count && change.Fits(TextHistory.At(note.Text, note.Edits, revision));
    }

    /// <summary>
    /// Whether what is typed may change this branch. Text that others grew from is never changed beneath them, not even beneath what was put
    /// aside and may come back; nor is one that a search has read, that a model is writing, or that was put aside itself.
    /// </summary>
    public static bool TakesTyping(NotebookState state, Branch branch)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(branch);
        return branch is { Children.IsEmpty: true, Pruned: false, Became: null, Status: not BranchStatus.Growing } && !SearchRules.IsSearched(state, branch.Id);
    }
}
