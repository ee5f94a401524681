namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>A branch that has what was searched for.</summary>
/// <param name="Title">The notebook's.</param>
/// <param name="Opening">How the notebook begins.</param>
/// <param name="Archived">The notebook is.</param>
/// <param name="Name">What the branch is called; empty for none.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Snippet">An excerpt around the best place.</param>
/// <param name="IsOfNote">The excerpt is of the branch's note, not of its text.</param>
/// <param name="PutAside">The branch or one above it is pruned.</param>
public sealed record FoundBranch(
    NotebookId Notebook,
    CellId Cell,
    BranchId Branch,
    string Title,
    string Opening,
    bool Archived,
    string Name,
    IReadOnlyList<string> Tags,
    IReadOnlyList<SnippetPiece> Snippet,
    bool IsOfNote,
    bool PutAside);
