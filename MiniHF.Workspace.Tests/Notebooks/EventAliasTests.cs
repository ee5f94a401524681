using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Runs.Events;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>The names in stored histories. A renamed class keeps its line here.</summary>
public sealed class EventAliasTests
{
    [Theory]
    [InlineData(typeof(NotebookCreated), "notebook_created")]
    [InlineData(typeof(NotebookRenamed), "notebook_renamed")]
    [InlineData(typeof(NotebookArchived), "notebook_archived")]
    [InlineData(typeof(NotebookUnarchived), "notebook_unarchived")]
    [InlineData(typeof(ChangeUndone), "change_undone")]
    [InlineData(typeof(ChangeRedone), "change_redone")]
    [InlineData(typeof(CellAdded), "cell_added")]
    [InlineData(typeof(CellDuplicated), "cell_duplicated")]
    [InlineData(typeof(CellTurned), "cell_turned")]
    [InlineData(typeof(CellsQueued), "cells_queued")]
    [InlineData(typeof(CellUnqueued), "cell_unqueued")]
    [InlineData(typeof(CellMoved), "cell_moved")]
    [InlineData(typeof(CellRemoved), "cell_removed")]
    [InlineData(typeof(CellRestored), "cell_restored")]
    [InlineData(typeof(CellCollapsed), "cell_collapsed")]
    [InlineData(typeof(CellConfigured), "cell_configured")]
    [InlineData(typeof(NoteWritten), "note_written")]
    [InlineData(typeof(GenerationDefaultsChanged), "generation_defaults_changed")]
    [InlineData(typeof(GenerationSettingsChanged), "generation_settings_changed")]
    [InlineData(typeof(BranchWritten), "branch_written")]
    [InlineData(typeof(BranchEdited), "branch_edited")]
    [InlineData(typeof(BranchTyped), "branch_typed")]
    [InlineData(typeof(EditsTakenBack), "edits_taken_back")]
    [InlineData(typeof(BranchFocused), "branch_focused")]
    [InlineData(typeof(BranchRated), "branch_rated")]
    [InlineData(typeof(BranchBookmarked), "branch_bookmarked")]
    [InlineData(typeof(BranchPruned), "branch_pruned")]
    [InlineData(typeof(BranchRestored), "branch_restored")]
    [InlineData(typeof(BranchCollapsed), "branch_collapsed")]
    [InlineData(typeof(GrowthStarted), "growth_started")]
    [InlineData(typeof(GrowthProgressed), "growth_progressed")]
    [InlineData(typeof(GrowthStopped), "growth_stopped")]
    [InlineData(typeof(GrowthFailed), "growth_failed")]
    [InlineData(typeof(GrowthInterrupted), "growth_interrupted")]
    [InlineData(typeof(GrowthResumed), "growth_resumed")]
    [InlineData(typeof(SearchSettingsChanged), "search_settings_changed")]
    [InlineData(typeof(SearchSourceChosen), "search_source_chosen")]
    [InlineData(typeof(SearchStarted), "search_started")]
    [InlineData(typeof(SearchForked), "search_forked")]
    [InlineData(typeof(SearchAdvanced), "search_advanced")]
    [InlineData(typeof(SearchNodeRated), "search_node_rated")]
    [InlineData(typeof(SearchPaused), "search_paused")]
    [InlineData(typeof(SearchResumed), "search_resumed")]
    [InlineData(typeof(SearchStopped), "search_stopped")]
    [InlineData(typeof(SearchInterrupted), "search_interrupted")]
    [InlineData(typeof(SearchFailed), "search_failed")]
    [InlineData(typeof(SearchFinished), "search_finished")]
    [InlineData(typeof(SearchPutAside), "search_put_aside")]
    [InlineData(typeof(JudgementGiven), "judgement_given")]
    [InlineData(typeof(JudgementRevised), "judgement_revised")]
    [InlineData(typeof(JudgementRetracted), "judgement_retracted")]
    [InlineData(typeof(MomentNamed), "moment_named")]
    [InlineData(typeof(MomentForgotten), "moment_forgotten")]
    [InlineData(typeof(NotebookCopied), "notebook_copied")]
    [InlineData(typeof(MemberAdmitted), "member_admitted")]
    [InlineData(typeof(MemberRoleChanged), "member_role_changed")]
    [InlineData(typeof(MemberRemoved), "member_removed")]
    [InlineData(typeof(NotebookOpened), "notebook_opened")]
    [InlineData(typeof(NotebookClosed), "notebook_closed")]
    [InlineData(typeof(EvaluationStarted), "evaluation_started")]
    [InlineData(typeof(TextEvaluated), "text_evaluated")]
    [InlineData(typeof(EvaluationStopped), "evaluation_stopped")]
    [InlineData(typeof(EvaluationResumed), "evaluation_resumed")]
    [InlineData(typeof(EvaluationInterrupted), "evaluation_interrupted")]
    [InlineData(typeof(EvaluationFailed), "evaluation_failed")]
    [InlineData(typeof(EvaluationPutAside), "evaluation_put_aside")]
    [InlineData(typeof(AccountCreated), "account_created")]
    [InlineData(typeof(AccountRenamed), "account_renamed")]
    [InlineData(typeof(GuestAccepted), "guest_accepted")]
    [InlineData(typeof(ModelAdded), "model_added")]
    [InlineData(typeof(AdapterAdded), "adapter_added")]
    [InlineData(typeof(AdapterRemoved), "adapter_removed")]
    [InlineData(typeof(ConstitutionCreated), "constitution_created")]
    [InlineData(typeof(ConstitutionRenamed), "constitution_renamed")]
    [InlineData(typeof(ConstitutionVersionSaved), "constitution_version_saved")]
    [InlineData(typeof(ConstitutionArchived), "constitution_archived")]
    [InlineData(typeof(ConstitutionUnarchived), "constitution_unarchived")]
    [InlineData(typeof(RunQueued), "run_queued")]
    [InlineData(typeof(RunRenamed), "run_renamed")]
    [InlineData(typeof(RunPaused), "run_paused")]
    [InlineData(typeof(RunResumed), "run_resumed")]
    [InlineData(typeof(RunStopped), "run_stopped")]
    [InlineData(typeof(AdapterRegistered), "adapter_registered")]
    [InlineData(typeof(RunClaimed), "run_claimed")]
    [InlineData(typeof(RunStarted), "run_started")]
    [InlineData(typeof(CheckpointSaved), "checkpoint_saved")]
    [InlineData(typeof(SamplesTaken), "samples_taken")]
    [InlineData(typeof(AlarmRaised), "alarm_raised")]
    [InlineData(typeof(RunReleased), "run_released")]
    [InlineData(typeof(RunFailed), "run_failed")]
    [InlineData(typeof(RunFinished), "run_finished")]
    public void Alias_OfAnEvent_IsFrozen(Type type, string alias) => Assert.Equal(alias, EventTypeAlias.Of(type));

    [Fact]
    public void NotebookEventTypes_All_AreAllThereAre() => Assert.Equal(
        typeof(NotebookEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NotebookEvent))).OrderBy(type => type.Name, StringComparer.Ordinal),
        NotebookEventTypes.All.OrderBy(type => type.Name, StringComparer.Ordinal));

    [Fact]
    public void RunEventTypes_All_AreAllThereAre() => Assert.Equal(
        typeof(RunEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunEvent)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal),
        RunEventTypes.All.OrderBy(type => type.Name, StringComparer.Ordinal));
}
