namespace MiniHF.Engine.Generation;

/// <summary>Why a continuation ended.</summary>
public enum FinishReason
{
    /// <summary>The maximum number of tokens was reached.</summary>
    Length,

    /// <summary>The model ended the text.</summary>
    EndOfText,

    /// <summary>A stop string was met.</summary>
    StopString,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
