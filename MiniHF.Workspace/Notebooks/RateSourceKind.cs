namespace MiniHF.Workspace.Notebooks;

/// <summary>Where the texts to be judged come from. The numbers are stored: never renumber.</summary>
public enum RateSourceKind
{
    /// <summary>All write cells of the notebook.</summary>
    Notebook = 0,

    /// <summary>One write cell.</summary>
    Cell = 1,

    /// <summary>What follows one branch.</summary>
    Children = 2,

    /// <summary>What searches found; compared, also with what stands beside it.</summary>
    Searches = 3,

    /// <summary>What was evaluated; compared, also with what stands beside it.</summary>
    Evaluations = 4,
}
