namespace MiniHF.Workspace.Runs.Data;

/// <summary>Which texts of a notebook a run learns from. The numbers are stored: never renumber.</summary>
public enum NotebookChoice
{
    /// <summary>Texts thumbed up.</summary>
    Liked = 0,

    /// <summary>Texts thumbed up or down: what an evaluator learns from.</summary>
    Rated = 1,

    /// <summary>Pairs of which one was preferred.</summary>
    Preferences = 2,

    /// <summary>Every path people read, whole.</summary>
    Paths = 3,

    /// <summary>The beginnings people wrote, as prompts to sample from.</summary>
    Prompts = 4,
}
