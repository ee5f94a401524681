using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Palette;

/// <summary>What a notebook's page lends its palette.</summary>
/// <param name="Act">Does an action of the table of keys, with a number where it takes one.</param>
/// <param name="Add">Adds a cell of a kind below the one worked in.</param>
/// <param name="GoTo">Puts the keyboard on a cell.</param>
/// <param name="Open">Opens an address of the workspace.</param>
/// <param name="Show">Opens one of the page's sheets: "share", "defaults", "inspector".</param>
public sealed record NotebookDoings(
    Func<string, int, Task> Act, Func<CellKind, Task> Add, Func<CellId, Task> GoTo, Func<string, Task> Open, Func<string, Task> Show);
