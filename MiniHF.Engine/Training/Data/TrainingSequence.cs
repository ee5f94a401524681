namespace MiniHF.Engine.Training;

/// <summary>A text as tokens, and which of them are to be learnt.</summary>
/// <param name="Ids">Its tokens.</param>
/// <param name="FirstTarget">The first one to be predicted; those before it are only read.</param>
internal sealed record TrainingSequence(int[] Ids, int FirstTarget = 1)
{
    /// <summary>Tokens to be predicted.</summary>
    public int TargetCount => Math.Max(0, Ids.Length - Math.Max(1, FirstTarget));

    /// <summary>For the preferred one of a pair: how sure the preference is.</summary>
    public double WinRate { get; init; } = 1;

    /// <summary>The events it came from.</summary>
    public IReadOnlyList<string> EventIds { get; init; } = [];

    /// <summary>The text that a question is about, as people know it, and the question; null where the tokens say it all.</summary>
    public (string Text, string Question)? Asked { get; init; }
}
