using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>
/// Turns what was typed into commands. Every draft carries the id of its branch, so sending one twice, before and after a crash, writes it once.
/// </summary>
public sealed class DraftStore(NotebookSession session, CellId cell)
{
    /// <summary>Stores a draft; true when the notebook says what the draft says, so the browser may forget it.</summary>
    public async Task<bool> SaveAsync(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (session.Now.Cells.GetValueOrDefault(cell) is not WriteCell write)
        {
            return false;
        }

        BranchId id = new(draft.Branch);
        if (write.Tree.Branches.TryGetValue(id, out Branch? branch))
        {
            BranchId rewrite = draft.Rewrite is { } given ? new BranchId(given) : BranchId.New();
            return branch.Text == draft.Text
                || write.Tree.Branches.ContainsKey(rewrite)
                || await session.StoreAsync(new EditBranch(cell, id, draft.Text, rewrite) { By = session.Me });
        }

        if (draft.Text.Length == 0)
        {
            return true;
        }

        // Where the text it continued is not there, the words are kept as a beginning of their own rather than dropped.
        BranchId? parent = draft.Parent is { } known && write.Tree.Branches.ContainsKey(new BranchId(known)) ? new BranchId(known) : null;
        return await session.StoreAsync(new WriteBranch(cell, id, parent, draft.Text) { By = session.Me });
    }
}
