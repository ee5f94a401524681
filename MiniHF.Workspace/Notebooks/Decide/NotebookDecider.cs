using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

/// <summary>
/// What a command means for a notebook as it stands. Pure: chance and the loaded model come in as <see cref="GrowthFacts"/>.
/// A command that would change nothing gives no events; one that cannot be done is refused in words for the person.
/// </summary>
public static partial class NotebookDecider
{
    /// <summary>The events of the command, in order.</summary>
    /// <param name="facts">Needed by commands that set a model to work: grow, search, fork, evaluate and resume.</param>
    /// <exception cref="UserFacingException">The command cannot be done.</exception>
    public static IReadOnlyList<NotebookEvent> Decide(NotebookCommand command, NotebookState state, GrowthFacts? facts = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(state);
        return command switch
        {
            RenameNotebook rename => Rename(rename, state),
            ArchiveNotebook archive => Archive(archive, state),

            AddCell add => Add(add, state),
            DuplicateCell duplicate => Duplicate(duplicate, state),
            TurnCell turn => Turn(turn, state),
            RunCells run => Run(run, state, Needed(facts)),
            InterruptCells interrupt => Interrupt(interrupt, state),
            MoveCell move => Move(move, state),
            RemoveCell remove => Remove(remove, state),
            RestoreCell restore => Restore(restore, state),
            CollapseCell collapse => Collapse(collapse, state),
            ConfigureCell configure => Configure(configure, state),
            WriteNote write => WriteNoteText(write, state),
            ChangeGenerationDefaults change => ChangeDefaults(change, state),
            ChangeGenerationSettings change => ChangeSettings(change, state),

            WriteBranch write => Write(write, state),
            EditBranch edit => Edit(edit, state),
            TypeText type => Type(type, state),
            FocusBranch focus => Focus(focus, state),
            RateBranch rate => Rate(rate, state),
            BookmarkBranch bookmark => Bookmark(bookmark, state),
            PruneBranch prune => Prune(prune, state),
            RestoreBranch restore => Restore(restore, state),
            CollapseBranch collapse => Collapse(collapse, state),

            SplitBranch split => Split(split, state),
            JoinBranch join => Join(join, state),
            NameBranch name => Name(name, state),
            NoteBranch note => Note(note, state),
            TagBranch tag => Tag(tag, state),
            GrowFromToken grow => Grow(grow, state, Needed(facts)),
            RewriteBranch rewrite => Rewrite(rewrite, state, Needed(facts)),

            GrowBranch grow => Grow(grow, state, Needed(facts)),
            StopGrowth stop => Stop(stop, state),
            ResumeGrowth resume => Resume(resume, state, Needed(facts)),

            ChangeSearchSettings change => ChangeSearch(change, state),
            ChooseSearchSource choose => Choose(choose, state),
            StartSearch start => Start(start, state, Needed(facts)),
            PauseSearch pause => Pause(pause, state),
            StopSearch stop => Stop(stop, state),
            ResumeSearch resume => Resume(resume, state, Needed(facts)),
            ForkSearch fork => Fork(fork, state, Needed(facts)),
            RateSearchNode rate => Rate(rate, state),

            StartEvaluation start => Start(start, state, Needed(facts)),
            StopEvaluation stop => Stop(stop, state),
            ResumeEvaluation resume => Resume(resume, state, Needed(facts)),

            GiveJudgement give => Give(give, state),
            ReviseJudgement revise => Revise(revise, state),
            RetractJudgement retract => Retract(retract, state),

            NameMoment name => Name(name, state),
            ForgetMoment forget => Forget(forget, state),

            ChangeRole change => PeopleDecider.Change(change, state),
            RemoveMember remove => PeopleDecider.Remove(remove, state),
            OpenNotebook open => PeopleDecider.Open(open, state),
            CloseNotebook close => PeopleDecider.Close(close, state),
            AllowGuestTuning allow => PeopleDecider.Allow(allow, state),
            NoteInvitation note => PeopleDecider.Note(note),
            NoteInvitationTakenBack back => [new InvitationTakenBack(back.Invitation) { By = back.By }],

            UndoChange undo => Undo(undo, state),
            RedoChange redo => Redo(redo, state),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of a notebook.", nameof(command)),
        };
    }

    private static NotebookEvent[] Rename(RenameNotebook rename, NotebookState state)
    {
        string title = TextLimits.CheckTitle(rename.Title);
        return title == state.Title ? [] : [new NotebookRenamed(title) { By = rename.By }];
    }

    private static NotebookEvent[] Archive(ArchiveNotebook archive, NotebookState state)
    {
        if (archive.Archived == state.Archived)
        {
            return [];
        }

        return archive.Archived ? [new NotebookArchived { By = archive.By }] : [new NotebookUnarchived { By = archive.By }];
    }

    private static GrowthFacts Needed(GrowthFacts? facts) =>
        facts ?? throw new ArgumentNullException(nameof(facts), "Growths, searches and evaluations record their model.");

    private static Cell CellOf(NotebookState state, CellId id) =>
        state.Cells.GetValueOrDefault(id) is { } cell && state.Order.Contains(id)
            ? cell
            : throw new UserFacingException("This cell is no longer in the notebook. Undo its removal to go on with it.");

    private static WriteCell WriteCellOf(NotebookState state, CellId id) =>
        CellOf(state, id) as WriteCell ?? throw new UserFacingException("Only a write cell has branches.");

    private static Branch BranchOf(BranchTree tree, BranchId id) =>
        tree.Branches.GetValueOrDefault(id) ?? throw new UserFacingException("This branch is not in the cell.");
}
