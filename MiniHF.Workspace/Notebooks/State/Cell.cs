using System.Text.Json.Serialization;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A cell of a notebook.</summary>
[JsonDerivedType(typeof(NoteCell), "note")]
[JsonDerivedType(typeof(WriteCell), "write")]
public abstract record Cell(CellId Id, bool Collapsed);

/// <summary>A cell of Markdown.</summary>
public sealed record NoteCell(CellId Id, bool Collapsed, string Text) : Cell(Id, Collapsed);

/// <summary>A cell in which a text is branched.</summary>
public sealed record WriteCell(CellId Id, bool Collapsed, GenerationSettings Settings, BranchTree Tree) : Cell(Id, Collapsed);
