using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Events;

/// <param name="After">The cell above the new one; null at the top.</param>
public sealed record CellAdded(CellId Cell, CellKind Kind, CellId? After) : NotebookEvent;

/// <summary>A cell that begins with what another one holds: its settings and its text with all branches, but nothing that was run in it or said of it.</summary>
/// <param name="Of">The cell copied, which may have been removed since it was looked at.</param>
/// <param name="After">The cell above the new one; null at the top.</param>
public sealed record CellDuplicated(CellId Cell, CellId Of, CellId? After) : NotebookEvent;

/// <summary>A cell of another kind stands in a cell's place and holds its words. The cell itself is removed, not lost.</summary>
/// <param name="Into">The new cell.</param>
/// <param name="Text">What was taken over.</param>
public sealed record CellTurned(CellId Cell, CellId Into, CellKind Kind, string Text) : NotebookEvent;

/// <summary>Cells are to run one after another.</summary>
/// <param name="Cells">In their order.</param>
/// <param name="Server">The server process that will start them.</param>
public sealed record CellsQueued(IReadOnlyList<CellId> Cells, Guid Server) : NotebookEvent;

/// <summary>A cell no longer waits: its turn has come, or somebody called it off.</summary>
/// <param name="Failure">Why it could not run when its turn came; null otherwise.</param>
public sealed record CellUnqueued(CellId Cell, string? Failure) : NotebookEvent;

public sealed record CellMoved(CellId Cell, CellId? After) : NotebookEvent;

public sealed record CellRemoved(CellId Cell) : NotebookEvent;

public sealed record CellRestored(CellId Cell) : NotebookEvent;

public sealed record CellCollapsed(CellId Cell, bool Collapsed) : NotebookEvent;

/// <summary>A cell was set otherwise.</summary>
public sealed record CellConfigured(CellId Cell, CellSettings Settings) : NotebookEvent;

public sealed record NoteWritten(CellId Cell, string Text) : NotebookEvent;

/// <summary>The settings that texts of the notebook begin with, and follow where they have none of their own.</summary>
public sealed record GenerationDefaultsChanged(GenerationSettings Settings) : NotebookEvent;

public sealed record GenerationSettingsChanged(CellId Cell, GenerationSettings Settings) : NotebookEvent;
