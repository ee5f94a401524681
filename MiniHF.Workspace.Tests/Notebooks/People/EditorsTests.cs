using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks.People;

/// <summary>Who changed what somebody else wrote.</summary>
public sealed class EditorsTests
{
    private static readonly PersonId s_ada = NotebookScript.Ada;
    private static readonly PersonId s_ben = NotebookScript.Ben;

    [Fact]
    public void OwnText_EditedByOthers_NamesThemInOrder()
    {
        NotebookScript script = AdasNotebook.Script();
        BranchId branch = script.Write(s_ada, null, "Once");
        PersonId cleo = PersonId.New();

        Edit(script, branch, s_ada, "Once upon");
        Edit(script, branch, s_ben, "Once upon a");
        Edit(script, branch, cleo, "Once upon a time");
        Edit(script, branch, s_ben, "Once upon a time,");

        Assert.Equal([s_ben, cleo], script.Tree.Branches[branch].Editors);
    }

    [Fact]
    public void Editors_InASnapshot_AreKept()
    {
        NotebookScript script = AdasNotebook.Script();
        BranchId branch = script.Write(s_ada, null, "Once");
        Edit(script, branch, s_ben, "Twice");

        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(script.State));

        Assert.Equal([s_ben], ((WriteCell)read.Cells[NotebookScript.WriteCellId]).Tree.Branches[branch].Editors);
    }

    private static void Edit(NotebookScript script, BranchId branch, PersonId by, string text) =>
        script.Do(new EditBranch(NotebookScript.WriteCellId, branch, text, BranchId.New()) { By = by });
}
