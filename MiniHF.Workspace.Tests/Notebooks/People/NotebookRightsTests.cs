using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Tests.Notebooks.People;

/// <summary>Which role may give which command.</summary>
public sealed class NotebookRightsTests
{
    private static readonly PersonId s_ada = NotebookScript.Ada;
    private static readonly PersonId s_ben = NotebookScript.Ben;

    [Fact]
    public void Table_OfCommands_NamesEachThereIs() => Assert.Equal(
        typeof(NotebookCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NotebookCommand)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal),
        NotebookRights.Known.OrderBy(type => type.Name, StringComparer.Ordinal));

    [Fact]
    public void Reader_OfAll_MayLookAround()
    {
        (NotebookScript script, BranchId branch) = Closed(NotebookRole.Reader);

        Assert.Equal([true, false, false, false], Tries(branch).Select(command => May(script, command)));
    }

    [Fact]
    public void Rater_OfAll_MayRateToo()
    {
        (NotebookScript script, BranchId branch) = Closed(NotebookRole.Rater);

        Assert.Equal([true, true, false, false], Tries(branch).Select(command => May(script, command)));
    }

    [Fact]
    public void Writer_OfAll_MayWriteToo()
    {
        (NotebookScript script, BranchId branch) = Closed(NotebookRole.Writer);

        Assert.Equal([true, true, true, false], Tries(branch).Select(command => May(script, command)));
    }

    [Fact]
    public void Owner_OfAll_MaySayWhoComesIn()
    {
        (NotebookScript script, BranchId branch) = Closed(NotebookRole.Owner);

        Assert.Equal([true, true, true, true], Tries(branch).Select(command => May(script, command)));
    }

    [Fact]
    public void GuestWriter_StartsNoTuningRun_UntilAnOwnerAllowsIt_AndAnUndoTakesItBack()
    {
        (NotebookScript script, _) = Closed(NotebookRole.Writer);
        bool May() => NotebookRights.MayTune(script.State, s_ben, isGuest: true);
        bool before = May();
        bool ofTheWorkspace = NotebookRights.MayTune(script.State, s_ben, isGuest: false);
        AllowGuestTuning allow = new(true) { By = s_ada };

        Assert.Throws<UserFacingException>(() => NotebookRights.CheckGuestTuning(script.State, s_ben));
        Assert.Throws<UserFacingException>(() => NotebookRights.Check(allow with { By = s_ben }, script.State, isGuest: true));
        script.Do(allow);
        bool allowed = May();
        script.Do(new UndoChange { By = s_ada });

        Assert.Equal((false, true, true, false), (before, ofTheWorkspace, allowed, May()));
    }

    [Fact]
    public void Stranger_OfAClosedNotebook_MayNotEvenLook()
    {
        (NotebookScript script, BranchId branch) = Closed(NotebookRole.Owner);
        FocusBranch look = new(NotebookScript.WriteCellId, branch) { By = PersonId.New() };

        Assert.Throws<ClosedNotebookException>(() => NotebookRights.Check(look, script.State, isGuest: false));
    }

    [Fact]
    public void Guest_OfAnOpenNotebook_MayNotEvenLook()
    {
        NotebookScript script = AdasNotebook.Script();

        Assert.Equal(NotebookRole.Writer, NotebookRights.Check(script.State, s_ben, isGuest: false));
        Assert.Throws<ClosedNotebookException>(() => NotebookRights.Check(script.State, s_ben, isGuest: true));
    }

    [Fact]
    public void Undo_OfARating_IsARatersOfWriting_AWriters()
    {
        NotebookScript script = AdasNotebook.Script();
        BranchId branch = script.Write(s_ben, null, "Once");
        script.Do(new ChangeRole(s_ben, NotebookRole.Rater) { By = s_ada });

        Assert.Equal("You can rate here, not write. Ask an owner of the notebook to make you a writer.", Refusal(script, new UndoChange { By = s_ben }));
        script.Do(new RateBranch(NotebookScript.WriteCellId, branch, Thumb.Up) { By = s_ben });
        Assert.Null(Refusal(script, new UndoChange { By = s_ben }));
    }

    [Fact]
    public void Undo_OfARoleGiven_IsAnOwners()
    {
        NotebookScript script = AdasNotebook.Script();
        script.Do(new ChangeRole(s_ben, NotebookRole.Owner) { By = s_ada });
        script.Do(new ChangeRole(s_ada, NotebookRole.Writer) { By = s_ben });

        Assert.Equal("Only an owner of the notebook can do this.", Refusal(script, new UndoChange { By = s_ada }));
    }

    [Fact]
    public void Leaving_OfAReader_IsTheirs()
    {
        (NotebookScript script, _) = Closed(NotebookRole.Reader);

        Assert.True(May(script, new RemoveMember(s_ben) { By = s_ben }));
        Assert.False(May(script, new RemoveMember(s_ada) { By = s_ben }));
    }

    /// <summary>A look, a thumb, a word, and a door: one command of each kind, by Ben.</summary>
    private static NotebookCommand[] Tries(BranchId branch) =>
    [
        new FocusBranch(NotebookScript.WriteCellId, branch) { By = s_ben },
        new RateBranch(NotebookScript.WriteCellId, branch, Thumb.Up) { By = s_ben },
        new WriteBranch(NotebookScript.WriteCellId, BranchId.New(), branch, "and") { By = s_ben },
        new OpenNotebook(NotebookRole.Reader) { By = s_ben },
    ];

    private static (NotebookScript Script, BranchId Branch) Closed(NotebookRole bens)
    {
        NotebookScript script = AdasNotebook.Script();
        BranchId branch = script.Write(s_ada, null, "Once");
        script.Do(new ChangeRole(s_ben, bens) { By = s_ada });
        script.Do(new CloseNotebook { By = s_ada });
        return (script, branch);
    }

    private static bool May(NotebookScript script, NotebookCommand command) => Refusal(script, command) is null;

    private static string? Refusal(NotebookScript script, NotebookCommand command)
    {
        try
        {
            NotebookRights.Check(command, script.State, isGuest: false);
            return null;
        }
        catch (UserFacingException e)
        {
            return e.Message;
        }
    }
}
