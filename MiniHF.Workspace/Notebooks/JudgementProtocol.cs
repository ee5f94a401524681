namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// How people were asked. Ratings and rankings of the same texts often disagree, so what was answered means nothing without it
/// (Bansal, Dang, Grover, "Peering through preferences", 2023). The numbers are stored: never renumber.
/// </summary>
public enum JudgementProtocol
{
    /// <summary>One text, up or down. A thumb itself is kept with its branch (<see cref="State.Branch.Thumbs"/>).</summary>
    Thumb = 0,

    /// <summary>One text, 1 to 5.</summary>
    Score = 1,

    /// <summary>Two texts beside each other: which is better, or neither.</summary>
    Pair = 2,

    /// <summary>Several texts, put in order.</summary>
    Ranking = 3,

    /// <summary>One text, in words alone.</summary>
    Comment = 4,
}
