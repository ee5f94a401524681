namespace MiniHF.Engine.Generation;

/// <summary>What an engine does at a moment, and what it did since it began.</summary>
/// <param name="Requests">Requests being worked on.</param>
/// <param name="Sequences">Continuations growing.</param>
/// <param name="Waiting">Continuations and prompts that wait for room.</param>
/// <param name="TokensComputed">Tokens that went through the model.</param>
/// <param name="TokensReused">Tokens of prompts that did not, because a text that began alike had been computed.</param>
/// <param name="PromptTokens">Tokens of all prompts: those reused are a share of them.</param>
/// <param name="TokensDrawn">Tokens of continuations.</param>
/// <param name="Steps">Forward passes.</param>
/// <param name="PrefixTexts">Texts whose keys and values are kept.</param>
/// <param name="PrefixBytes">Bytes these take, what they share counted once.</param>
/// <param name="PrefixLimit">Most bytes that may be kept.</param>
public sealed record EngineStatus(
    int Requests,
    int Sequences,
    int Waiting,
    long TokensComputed,
    long TokensReused,
    long PromptTokens,
    long TokensDrawn,
    long Steps,
    int PrefixTexts,
    long PrefixBytes,
    long PrefixLimit)
{
    public static EngineStatus Idle { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The share of all prompts that was not computed again, 0 to 1; null before the first prompt.</summary>
    public double? ReusedShare => PromptTokens == 0 ? null : (double)TokensReused / PromptTokens;
}
