using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>A kind of cell, as people see it.</summary>
/// <param name="Name">One lower-case word: "weave". Style sheets and tests know the kind by it.</param>
/// <param name="Label">On buttons.</param>
/// <param name="Icon">One of <see cref="Shared.Icons"/>.</param>
/// <param name="Purpose">What it is for, in a few words.</param>
/// <param name="View">A component that derives from <see cref="CellView{TCell}"/>.</param>
/// <param name="TitleOf">What one cell is called in lists, for a reader.</param>
public sealed record CellFace(
    CellKind Kind,
    string Name,
    string Label,
    string Icon,
    string Purpose,
    Type View,
    Func<Cell, PersonId, string> TitleOf)
{
    /// <summary>A short figure beside the title in lists; null for none.</summary>
    public Func<Cell, NotebookState, string?> CountOf { get; init; } = (_, _) => null;

    /// <summary>A component that says, in a few words, how a folded cell stands; it is given the session and the cell. Null for none.</summary>
    public Type? Folded { get; init; }
}
