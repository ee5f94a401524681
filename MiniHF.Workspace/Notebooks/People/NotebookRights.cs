using System.Collections.Frozen;
using System.Collections.Immutable;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Which role may give which command. Asked before every command is decided, on the state it is decided on.</summary>
public static class NotebookRights
{
    private static readonly FrozenDictionary<Type, NotebookRole> s_least = new Dictionary<Type, NotebookRole>
    {
        [typeof(FocusBranch)] = NotebookRole.Reader,

        [typeof(RateBranch)] = NotebookRole.Rater,
        [typeof(RateSearchNode)] = NotebookRole.Rater,
        [typeof(GiveJudgement)] = NotebookRole.Rater,
        [typeof(ReviseJudgement)] = NotebookRole.Rater,
        [typeof(RetractJudgement)] = NotebookRole.Rater,

        [typeof(RenameNotebook)] = NotebookRole.Writer,
        [typeof(AddCell)] = NotebookRole.Writer,
        [typeof(DuplicateCell)] = NotebookRole.Writer,
        [typeof(TurnCell)] = NotebookRole.Writer,
        [typeof(RunCells)] = NotebookRole.Writer,
        [typeof(InterruptCells)] = NotebookRole.Writer,
        [typeof(ChangeGenerationDefaults)] = NotebookRole.Writer,
        [typeof(MoveCell)] = NotebookRole.Writer,
        [typeof(RemoveCell)] = NotebookRole.Writer,
        [typeof(RestoreCell)] = NotebookRole.Writer,
        [typeof(CollapseCell)] = NotebookRole.Writer,
        [typeof(ConfigureCell)] = NotebookRole.Writer,
        [typeof(WriteNote)] = NotebookRole.Writer,
        [typeof(ChangeGenerationSettings)] = NotebookRole.Writer,
        [typeof(WriteBranch)] = NotebookRole.Writer,
        [typeof(TypeText)] = NotebookRole.Writer,
        [typeof(EditBranch)] = NotebookRole.Writer,
        [typeof(BookmarkBranch)] = NotebookRole.Writer,
        [typeof(PruneBranch)] = NotebookRole.Writer,
        [typeof(RestoreBranch)] = NotebookRole.Writer,
        [typeof(CollapseBranch)] = NotebookRole.Writer,
        [typeof(SplitBranch)] = NotebookRole.Writer,
        [typeof(JoinBranch)] = NotebookRole.Writer,
        [typeof(NameBranch)] = NotebookRole.Writer,
        [typeof(NoteBranch)] = NotebookRole.Writer,
        [typeof(TagBranch)] = NotebookRole.Writer,
        [typeof(GrowBranch)] = NotebookRole.Writer,
        [typeof(GrowFromToken)] = NotebookRole.Writer,
        [typeof(RewriteBranch)] = NotebookRole.Writer,
        [typeof(StopGrowth)] = NotebookRole.Writer,
        [typeof(ResumeGrowth)] = NotebookRole.Writer,
        [typeof(ChangeSearchSettings)] = NotebookRole.Writer,
        [typeof(ChooseSearchSource)] = NotebookRole.Writer,
        [typeof(StartSearch)] = NotebookRole.Writer,
        [typeof(PauseSearch)] = NotebookRole.Writer,
        [typeof(StopSearch)] = NotebookRole.Writer,
        [typeof(ResumeSearch)] = NotebookRole.Writer,
        [typeof(ForkSearch)] = NotebookRole.Writer,
        [typeof(StartEvaluation)] = NotebookRole.Writer,
        [typeof(StopEvaluation)] = NotebookRole.Writer,
        [typeof(ResumeEvaluation)] = NotebookRole.Writer,
        [typeof(NameMoment)] = NotebookRole.Writer,
        [typeof(ForgetMoment)] = NotebookRole.Writer,

        // Who takes something back may do what that does: see below.
        [typeof(UndoChange)] = NotebookRole.Reader,
        [typeof(RedoChange)] = NotebookRole.Reader,

        [typeof(ArchiveNotebook)] = NotebookRole.Owner,
        [typeof(ChangeRole)] = NotebookRole.Owner,
        [typeof(RemoveMember)] = NotebookRole.Owner,
        [typeof(OpenNotebook)] = NotebookRole.Owner,
        [typeof(CloseNotebook)] = NotebookRole.Owner,
        [typeof(AllowGuestTuning)] = NotebookRole.Owner,
        [typeof(NoteInvitation)] = NotebookRole.Owner,
        [typeof(NoteInvitationTakenBack)] = NotebookRole.Owner,
    }.ToFrozenDictionary();

    /// <summary>Every kind of command in the table.</summary>
    internal static IEnumerable<Type> Known => s_least.Keys;

    /// <summary>The least role that may give this command on this state.</summary>
    public static NotebookRole LeastFor(NotebookCommand command, NotebookState state)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(state);
        return command switch
        {
            RemoveMember leave when leave.Person == leave.By => NotebookRole.Reader,
            UndoChange undo => LeastFor(undo.Change is { } change
                ? state.Undo.Done.GetValueOrDefault(undo.By)?.FindLast(entry => entry.Change == change)
                : state.Undo.NextUndo(undo.By)),
            RedoChange => LeastFor(state.Undo.NextRedo(command.By)),
            // A test holds that every command is in the table. One that is not is nobody's who only reads or rates.
            _ => s_least.GetValueOrDefault(command.GetType(), NotebookRole.Writer),
        };
    }

    /// <summary>Refuses what the person's role does not allow, in words for them.</summary>
    /// <param name="isGuest">They came into the workspace by a notebook's invitation.</param>
    /// <exception cref="UserFacingException">They may not.</exception>
    public static void Check(NotebookCommand command, NotebookState state, bool isGuest)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(state);
        NotebookRole role = Check(state, command.By, isGuest);
        NotebookRole least = LeastFor(command, state);
        if (role < least)
        {
            throw new UserFacingException(least switch
            {
                NotebookRole.Owner => "Only an owner of the notebook can do this.",
                NotebookRole.Writer when role == NotebookRole.Rater => "You can rate here, not write. Ask an owner of the notebook to make you a writer.",
                NotebookRole.Writer => "You can read here, not write. Ask an owner of the notebook to make you a writer.",
                _ => "You can read here, not rate. Ask an owner of the notebook to make you a rater.",
            });
        }
    }

    /// <summary>Whether the person may start a tuning run from the notebook: whoever may write; of guests only where an owner let them.</summary>
    public static bool MayTune(NotebookState state, PersonId person, bool isGuest)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.People.RoleOf(person, isGuest) >= NotebookRole.Writer && (!isGuest || state.People.GuestsTune);
    }

    /// <summary>Refuses a tuning run of a guest's.</summary>
    /// <param name="state">The notebook it is started from; null where from none.</param>
    /// <exception cref="UserFacingException">They may not.</exception>
    public static void CheckGuestTuning(NotebookState? state, PersonId guest)
    {
        if (state is null || !MayTune(state, guest, isGuest: true))
        {
            throw new UserFacingException("Guests start no tuning runs here: an owner of the notebook can allow it, under Share.");
        }
    }

    /// <summary>The person's role, where they have one.</summary>
    /// <exception cref="ClosedNotebookException">They may not even look.</exception>
    public static NotebookRole Check(NotebookState state, PersonId person, bool isGuest)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.People.RoleOf(person, isGuest) ?? throw new ClosedNotebookException();
    }

    private static NotebookRole LeastFor(UndoEntry? entry) =>
        entry?.Inverse.Select(LeastFor).DefaultIfEmpty(NotebookRole.Reader).Max() ?? NotebookRole.Reader;

    /// <summary>Of the events an undo may apply.</summary>
    private static NotebookRole LeastFor(NotebookEvent happened) => happened switch
    {
        BranchRated or SearchNodeRated or JudgementRevised or JudgementRetracted => NotebookRole.Rater,
        MemberAdmitted or MemberRoleChanged or MemberRemoved or NotebookOpened or NotebookClosed or GuestTuningChanged => NotebookRole.Owner,
        _ => NotebookRole.Writer,
    };
}
