namespace MiniHF.Workspace.Notebooks;

/// <summary>A line of the list of notebooks.</summary>
/// <param name="Opening">The first words of its first write cell.</param>
public sealed record NotebookSummary(NotebookId Id, string Title, string Opening, int Cells, int Branches, bool Archived, DateTimeOffset Created, DateTimeOffset Changed);
