using System.Text.Json.Serialization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>Something that happened in a notebook. What is recorded here is all that a replay needs.</summary>
/// <remarks>The types named are those an undo may apply: a snapshot keeps them beside the change they take back.</remarks>
[JsonDerivedType(typeof(NotebookRenamed), "notebook_renamed")]
[JsonDerivedType(typeof(CellMoved), "cell_moved")]
[JsonDerivedType(typeof(CellRemoved), "cell_removed")]
[JsonDerivedType(typeof(CellRestored), "cell_restored")]
[JsonDerivedType(typeof(CellConfigured), "cell_configured")]
[JsonDerivedType(typeof(NoteWritten), "note_written")]
[JsonDerivedType(typeof(NoteEditsTakenBack), "note_edits_taken_back")]
[JsonDerivedType(typeof(GenerationDefaultsChanged), "generation_defaults_changed")]
[JsonDerivedType(typeof(GenerationSettingsChanged), "generation_settings_changed")]
[JsonDerivedType(typeof(BranchEdited), "branch_edited")]
[JsonDerivedType(typeof(EditsTakenBack), "edits_taken_back")]
[JsonDerivedType(typeof(BranchRated), "branch_rated")]
[JsonDerivedType(typeof(BranchBookmarked), "branch_bookmarked")]
[JsonDerivedType(typeof(BranchPruned), "branch_pruned")]
[JsonDerivedType(typeof(BranchRestored), "branch_restored")]
[JsonDerivedType(typeof(SearchSettingsChanged), "search_settings_changed")]
[JsonDerivedType(typeof(SearchSourceChosen), "search_source_chosen")]
[JsonDerivedType(typeof(SearchNodeRated), "search_node_rated")]
[JsonDerivedType(typeof(SearchPutAside), "search_put_aside")]
[JsonDerivedType(typeof(EvaluationPutAside), "evaluation_put_aside")]
[JsonDerivedType(typeof(JudgementRevised), "judgement_revised")]
[JsonDerivedType(typeof(JudgementRetracted), "judgement_retracted")]
[JsonDerivedType(typeof(MomentNamed), "moment_named")]
[JsonDerivedType(typeof(MomentForgotten), "moment_forgotten")]
[JsonDerivedType(typeof(MemberAdmitted), "member_admitted")]
[JsonDerivedType(typeof(MemberRoleChanged), "member_role_changed")]
[JsonDerivedType(typeof(MemberRemoved), "member_removed")]
[JsonDerivedType(typeof(NotebookOpened), "notebook_opened")]
[JsonDerivedType(typeof(NotebookClosed), "notebook_closed")]
[JsonDerivedType(typeof(GuestTuningChanged), "guest_tuning_changed")]
[JsonDerivedType(typeof(BranchSplit), "branch_split")]
[JsonDerivedType(typeof(BranchMended), "branch_mended")]
[JsonDerivedType(typeof(BranchesJoined), "branches_joined")]
[JsonDerivedType(typeof(BranchesParted), "branches_parted")]
[JsonDerivedType(typeof(BranchesNamed), "branches_named")]
[JsonDerivedType(typeof(BranchNoted), "branch_noted")]
[JsonDerivedType(typeof(BranchTagged), "branch_tagged")]
public abstract record NotebookEvent
{
    /// <summary>Who did it.</summary>
    public required PersonId By { get; init; }
}
