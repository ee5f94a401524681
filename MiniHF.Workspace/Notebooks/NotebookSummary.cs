using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Notebooks;

/// <summary>A line of the list of notebooks.</summary>
/// <param name="Opening">The first words of its first write cell.</param>
public sealed record NotebookSummary(NotebookId Id, string Title, string Opening, int Cells, int Branches, bool Archived, DateTimeOffset Created, DateTimeOffset Changed)
{
    /// <summary>What the person asking may do in it; null where nobody was named.</summary>
    public NotebookRole? Role { get; init; }
}
