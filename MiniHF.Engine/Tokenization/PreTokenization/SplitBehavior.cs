namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>What becomes of the delimiters a split finds.</summary>
internal enum SplitBehavior
{
    /// <summary>Dropped.</summary>
    Removed,

    /// <summary>Each a piece of its own.</summary>
    Isolated,

    /// <summary>Joined to the piece before.</summary>
    MergedWithPrevious,

    /// <summary>Joined to the piece after.</summary>
    MergedWithNext,

    /// <summary>Neighbouring delimiters form one piece.</summary>
    Contiguous,
}
