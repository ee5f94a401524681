using System.Text.Json.Serialization;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>A person wrote a new branch.</summary>
/// <param name="Parent">The branch it continues; null for a beginning.</param>
/// <param name="Replaces">The branch whose text this one rewrites beside it, because others already grow from that text.</param>
public sealed record BranchWritten(CellId Cell, BranchId Branch, BranchId? Parent, string Text, BranchId? Replaces) : NotebookEvent
{
    /// <summary>Which of a browser's changes it was; null for one that was not typed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TypingMark? Mark { get; init; }
}

/// <summary>The text of a branch that nothing grows from was changed in place.</summary>
public sealed record BranchEdited(CellId Cell, BranchId Branch, string Text) : NotebookEvent;

/// <summary>A person now reads the path that ends in this branch; null for an empty page.</summary>
public sealed record BranchFocused(CellId Cell, BranchId? Branch) : NotebookEvent;

public sealed record BranchRated(CellId Cell, BranchId Branch, Thumb Thumb) : NotebookEvent;

public sealed record BranchBookmarked(CellId Cell, BranchId Branch, bool Bookmarked) : NotebookEvent;

/// <summary>The branch and all below it are put aside; nothing is deleted.</summary>
public sealed record BranchPruned(CellId Cell, BranchId Branch) : NotebookEvent;

public sealed record BranchRestored(CellId Cell, BranchId Branch) : NotebookEvent;

public sealed record BranchCollapsed(CellId Cell, BranchId Branch, bool Collapsed) : NotebookEvent;
