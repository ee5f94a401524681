namespace MiniHF.Workspace.Notebooks.People;

/// <summary>What somebody may do in a notebook; each may do all that those before it may. The numbers are stored: never renumber.</summary>
public enum NotebookRole
{
    /// <summary>Looks around: text, scores, history.</summary>
    Reader = 0,

    /// <summary>Thumbs, judges and comments.</summary>
    Rater = 1,

    /// <summary>Writes, grows, searches, arranges cells.</summary>
    Writer = 2,

    /// <summary>Says who else may come in, and puts the notebook into the archive.</summary>
    Owner = 3,
}
