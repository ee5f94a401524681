using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>A continuation put together from its pieces.</summary>
internal sealed record GeneratedText(int Index, int[] TokenIds, string Text, float[] LogProbabilities, FinishReason? Finish)
{
    /// <summary>Runs a request to its end; the continuations in the order of their indices.</summary>
    public static async Task<GeneratedText[]> AllAsync(ITextGenerator generator, GenerationRequest request, CancellationToken ct = default)
    {
        List<GeneratedPiece> pieces = [];
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, ct))
        {
            pieces.Add(piece);
        }

        return Of(pieces);
    }

    /// <summary>Puts interleaved pieces together.</summary>
    public static GeneratedText[] Of(IReadOnlyList<GeneratedPiece> pieces) =>
        [.. pieces.GroupBy(piece => piece.Index).OrderBy(group => group.Key).Select(One)];

    /// <summary>Whether two are the same to the bit.</summary>
    public bool IsIdentical(GeneratedText other) =>
        Index == other.Index && Text == other.Text && Finish == other.Finish && TokenIds.SequenceEqual(other.TokenIds)
        && LogProbabilities.Select(BitConverter.SingleToInt32Bits).SequenceEqual(other.LogProbabilities.Select(BitConverter.SingleToInt32Bits));

    private static GeneratedText One(IEnumerable<GeneratedPiece> pieces)
    {
        GeneratedPiece[] all = [.. pieces];
        GeneratedPiece[] drawn = [.. all.Where(piece => piece.TokenId >= 0)];
        return new GeneratedText(
            all[0].Index, [.. drawn.Select(piece => piece.TokenId)], string.Concat(all.Select(piece => piece.Text)),
            [.. drawn.Select(piece => piece.LogProbability)], all[^1].Finish);
    }
}
