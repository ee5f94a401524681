using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Events;

/// <param name="After">The cell above the new one; null at the top.</param>
public sealed record CellAdded(CellId Cell, CellKind Kind, CellId? After) : NotebookEvent;

public sealed record CellMoved(CellId Cell, CellId? After) : NotebookEvent;

public sealed record CellRemoved(CellId Cell) : NotebookEvent;

public sealed record CellRestored(CellId Cell) : NotebookEvent;

public sealed record CellCollapsed(CellId Cell, bool Collapsed) : NotebookEvent;

/// <summary>A cell was set otherwise.</summary>
public sealed record CellConfigured(CellId Cell, CellSettings Settings) : NotebookEvent;

public sealed record NoteWritten(CellId Cell, string Text) : NotebookEvent;

public sealed record GenerationSettingsChanged(CellId Cell, GenerationSettings Settings) : NotebookEvent;
