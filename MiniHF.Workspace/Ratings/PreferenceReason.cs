namespace MiniHF.Workspace.Ratings;

/// <summary>Why one text counts as preferred. The numbers are stored, and stronger reasons come first: never renumber.</summary>
public enum PreferenceReason
{
    /// <summary>Somebody compared the two.</summary>
    Judged = 0,

    /// <summary>Somebody wrote one over the other.</summary>
    Edited = 1,

    /// <summary>One was thumbed up and the other down, or less so.</summary>
    Thumbs = 2,

    /// <summary>More was grown from one than from the other.</summary>
    Continued = 3,

    /// <summary>A search's evaluator scored one above the other.</summary>
    Searched = 4,
}
