using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Somebody who has a notebook open.</summary>
/// <param name="Cell">The cell they are at; null where they have not been at one yet.</param>
internal readonly record struct PresentPerson(NotebookId Notebook, PersonId Person, CellId? Cell);
