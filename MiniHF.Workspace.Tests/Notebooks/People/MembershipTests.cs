using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Tests.Notebooks.People;

public sealed class MembershipTests
{
    private static readonly PersonId s_ada = NotebookScript.Ada;
    private static readonly PersonId s_ben = NotebookScript.Ben;

    [Fact]
    public void Notebook_WithoutEventsOfMembers_IsItsCreatorsAndOpenToWriters()
    {
        Membership people = AdasNotebook.Script().State.People;

        Assert.Equal(
            (NotebookRole.Owner, NotebookRole.Writer, null),
            (people.RoleOf(s_ada, false), people.RoleOf(s_ben, false), people.RoleOf(s_ben, isGuest: true)));
    }

    [Fact]
    public void Notebook_NobodyCreated_IsTheWholeWorkspacesUntilSomebodyClosesIt()
    {
        NotebookScript script = new();
        NotebookRole? before = script.State.People.RoleOf(s_ben, false);

        script.Do(new CloseNotebook { By = s_ben });

        Assert.Equal((NotebookRole.Owner, NotebookRole.Owner, null), (before, script.State.People.RoleOf(s_ben, false), script.State.People.RoleOf(s_ada, false)));
    }

    [Fact]
    public void Role_OfOnesOwn_CountsAlsoWhereEverybodysIsMore()
    {
        NotebookScript script = AdasNotebook.Script();

        script.Do(new ChangeRole(s_ben, NotebookRole.Reader) { By = s_ada });

        Assert.Equal(NotebookRole.Reader, script.State.People.RoleOf(s_ben, false));
    }

    [Fact]
    public void LastOwner_CannotStepDownOrGo()
    {
        NotebookScript script = AdasNotebook.Script();

        Assert.Throws<UserFacingException>(() => script.Do(new ChangeRole(s_ada, NotebookRole.Writer) { By = s_ada }));
        Assert.Throws<UserFacingException>(() => script.Do(new RemoveMember(s_ada) { By = s_ada }));
    }

    [Fact]
    public void LastOwner_AfterALateUndo_IsStillThere()
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new ChangeRole(s_ben, NotebookRole.Owner) { By = s_ada });
        script.Do(new RemoveMember(s_ada) { By = s_ben });

        script.Do(new UndoChange { By = s_ada });

        Assert.Equal([s_ben], script.State.People.Owners.Select(owner => owner.Person));
    }

    [Fact]
    public void Removal_Undone_BringsTheSameRoleBack()
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new ChangeRole(s_ben, NotebookRole.Rater) { By = s_ada });

        script.Do(new RemoveMember(s_ben) { By = s_ada });
        NotebookRole? gone = script.State.People.Members.GetValueOrDefault(s_ben)?.Role;
        script.Do(new UndoChange { By = s_ada });

        Assert.Equal((null, NotebookRole.Rater), (gone, script.State.People.Members[s_ben].Role));
    }

    [Fact]
    public void Closing_Undone_OpensItAsItWas()
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new OpenNotebook(NotebookRole.Rater) { By = s_ada });
        script.Do(new CloseNotebook { By = s_ada });

        script.Do(new UndoChange { By = s_ada });

        Assert.Equal(NotebookRole.Rater, script.State.People.Everyone);
    }

    [Theory]
    [InlineData(NotebookRole.Reader, NotebookRole.Rater, NotebookRole.Rater)]
    [InlineData(NotebookRole.Writer, NotebookRole.Rater, NotebookRole.Writer)]
    [InlineData(NotebookRole.Owner, NotebookRole.Reader, NotebookRole.Owner)]
    public void Invitation_Opened_NeverLeavesAPersonWithLess(NotebookRole had, NotebookRole link, NotebookRole has)
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new ChangeRole(s_ben, had) { By = s_ada });

        foreach (NotebookEvent happened in PeopleDecider.Admit(s_ben, isGuest: false, link, InvitationId.New(), script.State))
        {
            script.Happen(happened);
        }

        Assert.Equal(has, script.State.People.RoleOf(s_ben, false));
    }

    [Fact]
    public void Copy_OfANotebook_IsWhoeverMadeIts()
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new ChangeRole(s_ben, NotebookRole.Reader) { By = s_ada });

        script.Happen(new NotebookCopied(NotebookId.New(), 4, "Mine") { By = s_ben });

        Assert.Equal([(s_ben, NotebookRole.Owner)], script.State.People.Members.Values.Select(member => (member.Person, member.Role)));
    }

    [Fact]
    public void Snapshot_OfMembers_IsTheStateToTheByte()
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new ChangeRole(s_ben, NotebookRole.Reader) { By = s_ada });
        script.Do(new CloseNotebook { By = s_ada });

        byte[] written = NotebookSnapshot.Write(script.State);

        Assert.Equal(written, NotebookSnapshot.Write(NotebookSnapshot.Read(written)));
        Assert.Equal(NotebookJson.Write(script.State), NotebookJson.Write(NotebookSnapshot.Read(written)));
    }

    [Fact]
    public void Role_NobodyKnows_IsRefused() => Assert.Throws<UserFacingException>(
        () => NotebookDecider.Decide(new ChangeRole(s_ben, (NotebookRole)9) { By = s_ada }, AdasNotebook.Script().State));
}
