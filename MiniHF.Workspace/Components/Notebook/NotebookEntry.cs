namespace MiniHF.Workspace.Components.Notebook;

/// <summary>How far somebody came into a notebook.</summary>
public enum NotebookEntry
{
    /// <summary>It is being opened, or could not be.</summary>
    Outside,

    /// <summary>It is open before them.</summary>
    Inside,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>They have no role in it, or lost theirs while they had it open.</summary>
    Shut,
}
