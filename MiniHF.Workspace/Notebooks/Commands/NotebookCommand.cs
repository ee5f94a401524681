using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Commands;

/// <summary>Something a person wants to happen. Its id becomes the event's id, so a retried command happens once.</summary>
public abstract record NotebookCommand
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required PersonId By { get; init; }
}

public sealed record RenameNotebook(string Title) : NotebookCommand;

public sealed record ArchiveNotebook(bool Archived) : NotebookCommand;

public sealed record AddCell(CellId Cell, CellKind Kind, CellId? After) : NotebookCommand;

/// <summary>Makes a cell with the settings and the text of another, which may have been removed.</summary>
public sealed record DuplicateCell(CellId Cell, CellId Of, CellId? After) : NotebookCommand;

/// <summary>Makes a text of a note, or a note of a text that has no branches yet.</summary>
/// <param name="Into">The id of the cell that takes its place.</param>
public sealed record TurnCell(CellId Cell, CellId Into, CellKind Kind) : NotebookCommand;

/// <summary>Runs cells one after another, each once those before it are done. One that fails or is interrupted ends the row.</summary>
public sealed record RunCells(IReadOnlyList<CellId> Cells) : NotebookCommand;

/// <summary>Halts whatever runs or waits in these cells; what was made stays.</summary>
public sealed record InterruptCells(IReadOnlyList<CellId> Cells) : NotebookCommand;

public sealed record MoveCell(CellId Cell, CellId? After) : NotebookCommand;

public sealed record RemoveCell(CellId Cell) : NotebookCommand;

/// <summary>Brings a removed cell back, below all others.</summary>
public sealed record RestoreCell(CellId Cell) : NotebookCommand;

public sealed record CollapseCell(CellId Cell, bool Collapsed) : NotebookCommand;

/// <summary>Sets a cell otherwise, of a kind whose settings are one value.</summary>
public sealed record ConfigureCell(CellId Cell, CellSettings Settings) : NotebookCommand;

public sealed record WriteNote(CellId Cell, string Text) : NotebookCommand;

/// <summary>Sets what texts of the notebook begin with, and follow where they have nothing of their own.</summary>
public sealed record ChangeGenerationDefaults(GenerationSettings Settings) : NotebookCommand;

public sealed record ChangeGenerationSettings(CellId Cell, GenerationSettings Settings) : NotebookCommand;

/// <summary>Writes a new branch after <paramref name="Parent"/> (null: a beginning) and focuses it.</summary>
public sealed record WriteBranch(CellId Cell, BranchId Branch, BranchId? Parent, string Text) : NotebookCommand;

/// <summary>Changes a branch's text: in place while nothing grows from it, otherwise as a new branch <paramref name="Rewrite"/> beside it.</summary>
public sealed record EditBranch(CellId Cell, BranchId Branch, string Text, BranchId Rewrite) : NotebookCommand;

public sealed record FocusBranch(CellId Cell, BranchId? Branch) : NotebookCommand;

public sealed record RateBranch(CellId Cell, BranchId Branch, Thumb Thumb) : NotebookCommand;

public sealed record BookmarkBranch(CellId Cell, BranchId Branch, bool Bookmarked) : NotebookCommand;

public sealed record PruneBranch(CellId Cell, BranchId Branch) : NotebookCommand;

public sealed record RestoreBranch(CellId Cell, BranchId Branch) : NotebookCommand;

public sealed record CollapseBranch(CellId Cell, BranchId Branch, bool Collapsed) : NotebookCommand;

/// <summary>Asks the model for continuations of <paramref name="Parent"/> with the cell's settings.</summary>
/// <param name="Branches">As many new ids as continuations.</param>
public sealed record GrowBranch(GrowthId Growth, CellId Cell, BranchId Parent, IReadOnlyList<BranchId> Branches) : NotebookCommand;

/// <param name="Branch">Only this one; null stops them all.</param>
public sealed record StopGrowth(GrowthId Growth, BranchId? Branch) : NotebookCommand;

public sealed record ResumeGrowth(GrowthId Growth) : NotebookCommand;

public sealed record ChangeSearchSettings(CellId Cell, SearchSettings Settings) : NotebookCommand;

public sealed record ChooseSearchSource(CellId Cell, SearchSource? Source) : NotebookCommand;

/// <summary>Begins a search with the cell's settings, from its source or from what the person reads in the write cell above.</summary>
public sealed record StartSearch(SearchId Search, CellId Cell) : NotebookCommand;

public sealed record PauseSearch(SearchId Search) : NotebookCommand;

/// <summary>Ends a search with a result of what is there.</summary>
public sealed record StopSearch(SearchId Search) : NotebookCommand;

public sealed record ResumeSearch(SearchId Search) : NotebookCommand;

/// <summary>Begins another search where <paramref name="Of"/> stands, in a new cell below its own.</summary>
/// <param name="ExtraBudget">Nodes it may make beyond what was left.</param>
public sealed record ForkSearch(SearchId Search, CellId Cell, SearchId Of, int ExtraBudget) : NotebookCommand;

/// <summary>Scores texts with the cell's settings.</summary>
public sealed record StartEvaluation(EvaluationId Evaluation, CellId Cell) : NotebookCommand;

public sealed record StopEvaluation(EvaluationId Evaluation) : NotebookCommand;

public sealed record ResumeEvaluation(EvaluationId Evaluation) : NotebookCommand;

public sealed record RateSearchNode(SearchId Search, int Node, Thumb Thumb) : NotebookCommand;

/// <param name="Change">Id of the command to take back; null for the person's newest. One that is taken back already stays so.</param>
public sealed record UndoChange(Guid? Change = null) : NotebookCommand;

public sealed record RedoChange : NotebookCommand;
