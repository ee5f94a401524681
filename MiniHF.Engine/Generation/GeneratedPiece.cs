namespace MiniHF.Engine.Generation;

/// <summary>One step of one continuation, as it streams out.</summary>
/// <param name="Index">Which continuation.</param>
/// <param name="TokenId">The token drawn; −1 in a piece that only ends a continuation or flushes held-back text.</param>
/// <param name="Text">The characters that became certain with this token; may be empty, never half a character.</param>
/// <param name="LogProbability">Natural log-probability of the token under the model's own distribution (temperature 1, nothing cut off).</param>
/// <param name="Alternatives">The most probable tokens at this place, most probable first; empty unless asked for.</param>
/// <param name="Finish">Set on a continuation's last piece.</param>
public sealed record GeneratedPiece(
    int Index,
    int TokenId,
    string Text,
    float LogProbability,
    IReadOnlyList<TokenAlternative> Alternatives,
    FinishReason? Finish)
{
    /// <summary>On a continuation's last piece: what the whole request took until then. The last one's is what it took in all.</summary>
    public RequestCost? Cost { get; init; }
}
