using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    /// <summary>Notes who changed a branch's text, where it is not wholly their own; forgets all who did once a model's text is as the model wrote it.</summary>
    private static NotebookState Signed(NotebookState before, NotebookState after, CellId cell, BranchId id, PersonId by)
    {
        if (BranchOf(after, cell, id) is not { } branch || branch.Edits.Count == BranchOf(before, cell, id)?.Edits.Count)
        {
            return after;
        }

        bool asWritten = branch.Growth is not null && branch.OriginalText is null;
        bool known = (branch.Growth is null && branch.By == by) || branch.Editors.Contains(by);
        return (asWritten, known) switch
        {
            (true, _) when branch.Editors.IsEmpty => after,
            (true, _) => WithBranch(after, cell, id, changed => changed with { Editors = [] }),
            (false, true) => after,
            _ => WithBranch(after, cell, id, changed => changed with { Editors = changed.Editors.Add(by) }),
        };
    }
}
