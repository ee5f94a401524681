using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Commands;

/// <summary>Holds a model, where and how it runs here, to what another implementation computed of it: <c>docker/cuda/reference.py</c> writes that down.</summary>
internal static class ReferenceComparison
{
    private const int ChunkLength = 64;

    /// <param name="Device">Where it ran.</param>
    /// <param name="Positions">Tokens whose distributions were compared.</param>
    /// <param name="LogSumExpDifference">The largest, over all positions, of the logarithms of the sums of the exponentials of the scores.</param>
    /// <param name="LogitDifference">The largest, over the scores after the last token.</param>
    /// <param name="GreedyAlike">Tokens of the reference's greedy text up to the first that differs here.</param>
    /// <param name="GreedyTokens">Tokens of that text.</param>
    internal sealed record Report(
        string Model, string Device, string ComputeType, int Positions, double LogSumExpDifference, double LogitDifference, int GreedyAlike, int GreedyTokens)
    {
        /// <summary>Whether no difference is larger than allowed.</summary>
        public bool Passes(double tolerance) =>
            LogSumExpDifference <= tolerance && LogitDifference <= tolerance && (GreedyAlike == GreedyTokens || ComputeType == nameof(ScalarType.BFloat16));
    }

    /// <param name="file">The JSON of the reference.</param>
    /// <exception cref="UserFacingException">The file cannot be read.</exception>
    public static async Task<Report> RunAsync(string directory, string file, EngineOptions options, CancellationToken ct)
    {
        Reference reference = Read(file);
        await using TextGenerator generator = await TextGenerator.LoadAsync(directory, options, ct);
        (double[] sums, float[] last) = Compute(generator.Base, reference.Ids);
        List<int> greedy = [];
        GenerationRequest request = new()
        {
            PromptIds = reference.GreedyPrompt,
            Count = 1,
            MaxTokens = reference.Greedy.Length,
            MinTokens = reference.Greedy.Length,
            Sampling = SamplingOptions.Greedy,
        };
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, ct))
        {
            greedy.Add(piece.TokenId);
        }

        return new Report(
            generator.Model.Name,
            generator.Model.Device,
            generator.Model.ComputeType,
            reference.Ids.Length,
            reference.LogSumExp.Zip(sums, (one, other) => Math.Abs(one - other)).Max(),
            reference.LastLogits.Zip(last, (one, other) => (double)Math.Abs(one - other)).Max(),
            reference.Greedy.AsSpan().CommonPrefixLength(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(greedy)),
            reference.Greedy.Length);
    }

    private static (double[] Sums, float[] Last) Compute(CausalLM model, int[] ids)
    {
        using IDisposable noGrad = no_grad();
        using KeyValueStore store = KeyValueStore.For(model);
        using KeyValuePath path = new(store);
        List<double> sums = [];
        float[] last = [];
        foreach (int[] chunk in ids.Chunk(ChunkLength))
        {
            using DisposeScope scope = NewDisposeScope();
            StepAttention attention = store.Attend([new CachedSpan(path, chunk.Length)]);
            Tensor logits = model.Forward(tensor([.. chunk.Select(id => (long)id)], model.Device), attention); // (T,V)
            attention.Advance();
            sums.AddRange(logits.logsumexp(-1).cpu().data<float>().ToArray().Select(sum => (double)sum));
            last = logits[chunk.Length - 1].cpu().data<float>().ToArray();
        }

        return ([.. sums], last);
    }

    private static Reference Read(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<Reference>(stream, JsonSerializerOptions.Web) is { Ids.Length: > 0, GreedyPrompt.Length: > 0, Greedy.Length: > 0 } reference
                ? reference
                : throw new UserFacingException($"{file} lacks ids, greedyPrompt or greedy: docker/cuda/reference.py writes such a file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserFacingException($"{file} cannot be read as a reference: {e.Message}", e);
        }
    }

    /// <param name="Ids">A text.</param>
    /// <param name="LogSumExp">At each of its positions.</param>
    /// <param name="LastLogits">After its last token, or the first of them.</param>
    /// <param name="GreedyPrompt">Another text.</param>
    /// <param name="Greedy">What follows it greedily.</param>
    private sealed record Reference(int[] Ids, double[] LogSumExp, float[] LastLogits, int[] GreedyPrompt, int[] Greedy);
}
