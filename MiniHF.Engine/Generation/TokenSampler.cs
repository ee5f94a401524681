using System.Numerics.Tensors;

namespace MiniHF.Engine.Generation;

/// <summary>
/// Draws tokens in two pure steps: what may come next and how probably, then one of it by a number in [0, 1).
/// The rules apply in the order Hugging Face's do: repetition penalty, forbidden tokens, temperature, top-k, top-p, min-p.
/// Holds scratch memory only, so one per thread.
/// </summary>
public sealed class TokenSampler
{
    private float[] _scratch = [];
    private int[] _topIds = [];
    private float[] _topValues = [];

    /// <summary>Fills <paramref name="into"/> with the distribution the next token is drawn from.</summary>
    /// <param name="logits">The model's scores, one a token.</param>
    /// <param name="seen">The tokens the repetition penalty applies to; null for none.</param>
    /// <param name="forbidden">Tokens that must not be drawn.</param>
    /// <exception cref="ModelOutputException">The scores are not numbers, or nothing is left to draw.</exception>
    public void Probabilities(
        ReadOnlySpan<float> logits, SamplingOptions options, SeenTokens? seen, ReadOnlySpan<int> forbidden, TokenDistribution into)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(into);
        logits = Adjusted(logits, options, seen, forbidden);
        int best = TensorPrimitives.IndexOfMax(logits);
        float max = logits[best];
        Check(max);
        if (options.Temperature == 0)
        {
            into.Resize(1);
            into.WritableIds[0] = best;
            into.WritableProbabilities[0] = 1;
            return;
        }

        float inverseTemperature = (float)(1 / options.Temperature);
        if (options.TopK > 0 && options.TopK < logits.Length)
        {
            into.Resize(options.TopK);
            TopSelection.Select(logits, into.WritableIds, into.WritableProbabilities);
            Exponentiate(into.WritableProbabilities, max, inverseTemperature);
            KeepTopP(into, options.TopP, TensorPrimitives.Sum(into.Probabilities));
        }
        else if (options.TopP < 1)
        {
            KeepTopPOfAll(logits, options.TopP, max, inverseTemperature, into);
        }
        else
        {
            into.Resize(logits.Length);
            for (int id = 0; id < logits.Length; id++)
            {
                into.WritableIds[id] = id;
            }

            logits.CopyTo(into.WritableProbabilities);
            Exponentiate(into.WritableProbabilities, max, inverseTemperature);
        }

        KeepMinP(into, (float)options.MinP);
        TensorPrimitives.Divide(into.Probabilities, TensorPrimitives.Sum(into.Probabilities), into.WritableProbabilities);
    }

    /// <summary>Sees to it that there is something to draw.</summary>
    /// <param name="largest">The largest score.</param>
    /// <exception cref="ModelOutputException">The scores are not numbers, or nothing is left to draw.</exception>
    internal static void Check(float largest)
    {
        if (!float.IsFinite(largest))
        {
            throw new ModelOutputException(float.IsNegativeInfinity(largest)
                ? "no token is left to draw: every one is forbidden or has no probability"
                : "the model's scores are not finite numbers");
        }
    }

    /// <summary>The token whose share of the distribution holds <paramref name="uniform"/>, a number in [0, 1).</summary>
    public static int Draw(TokenDistribution distribution, double uniform)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ReadOnlySpan<float> probabilities = distribution.Probabilities;
        double cumulative = 0;
        int last = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] > 0)
            {
                cumulative += probabilities[i];
                last = i;
                if (uniform < cumulative)
                {
                    break;
                }
            }
        }

        // Rounding may leave the sum a hair under 1: the last possible token takes the rest.
        return distribution.Ids[last];
    }

    /// <summary>The natural logarithm of the sum of the exponentials: what a logit must lose to become a log-probability.</summary>
    public float LogSumExp(ReadOnlySpan<float> logits)
    {
        float max = TensorPrimitives.Max(logits);
        Span<float> scratch = Scratch(logits.Length);
        TensorPrimitives.Subtract(logits, max, scratch);
        TensorPrimitives.Exp(scratch, scratch);
        return max + MathF.Log(TensorPrimitives.Sum(scratch));
    }

    /// <summary>The <paramref name="count"/> largest scores, largest first. Good until the next call.</summary>
    public (ReadOnlyMemory<int> Ids, Memory<float> Logits) Top(ReadOnlySpan<float> logits, int count)
    {
        count = Math.Min(count, logits.Length);
        if (_topIds.Length < count)
        {
            _topIds = new int[count];
            _topValues = new float[count];
        }

        TopSelection.Select(logits, _topIds.AsSpan(0, count), _topValues.AsSpan(0, count));
        return (_topIds.AsMemory(0, count), _topValues.AsMemory(0, count));
    }

    private ReadOnlySpan<float> Adjusted(ReadOnlySpan<float> logits, SamplingOptions options, SeenTokens? seen, ReadOnlySpan<int> forbidden)
    {
        bool penalises = options.RepetitionPenalty != 1 && seen is not null;
        if (!penalises && forbidden.IsEmpty)
        {
            return logits;
        }

        Span<float> adjusted = Scratch(logits.Length);
        logits.CopyTo(adjusted);
        if (penalises)
        {
            float penalty = (float)options.RepetitionPenalty;
            foreach (int id in seen!.Ids) // penalises says it is there
            {
                adjusted[id] = adjusted[id] > 0 ? adjusted[id] / penalty : adjusted[id] * penalty;
            }
        }

        foreach (int id in forbidden)
        {
            adjusted[id] = float.NegativeInfinity;
        }

        return adjusted;
    }

    /// <summary>Top-p over a whole vocabulary: sorts ever longer heads of it until one holds the mass asked for.</summary>
    private static void KeepTopPOfAll(ReadOnlySpan<float> logits, double topP, float max, float inverseTemperature, TokenDistribution into)
    {
        into.Resize(logits.Length);
        logits.CopyTo(into.WritableProbabilities);
        Exponentiate(into.WritableProbabilities, max, inverseTemperature);
        float total = TensorPrimitives.Sum(into.Probabilities);
        for (int head = 64; ; head *= 8)
        {
            into.Resize(Math.Min(head, logits.Length));
            TopSelection.Select(logits, into.WritableIds, into.WritableProbabilities);
            Exponentiate(into.WritableProbabilities, max, inverseTemperature);
            if (KeepTopP(into, topP, total) || head >= logits.Length)
            {
                return;
            }
        }
    }

    /// <summary>Keeps the shortest head whose weights reach the share; says whether it was reached.</summary>
    private static bool KeepTopP(TokenDistribution sorted, double topP, float total)
    {
        double needed = topP * total;
        double cumulative = 0;
        for (int i = 0; i < sorted.Count; i++)
        {
            cumulative += sorted.Probabilities[i];
            if (cumulative >= needed)
            {
                if (topP < 1)
                {
                    sorted.Truncate(i + 1);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Weights are relative to the most probable token's, which is 1.</summary>
    private static void KeepMinP(TokenDistribution weights, float minP)
    {
        if (minP <= 0)
        {
            return;
        }

        int kept = 0;
        for (int i = 0; i < weights.Count; i++)
        {
            if (weights.Probabilities[i] >= minP)
            {
                weights.WritableIds[kept] = weights.Ids[i];
                weights.WritableProbabilities[kept++] = weights.Probabilities[i];
            }
        }

        weights.Truncate(kept);
    }

    private static void Exponentiate(Span<float> logits, float max, float inverseTemperature)
    {
        TensorPrimitives.Subtract(logits, max, logits);
        TensorPrimitives.Multiply(logits, inverseTemperature, logits);
        TensorPrimitives.Exp(logits, logits);
    }

    private Span<float> Scratch(int length)
    {
        if (_scratch.Length < length)
        {
            _scratch = new float[length];
        }

        return _scratch.AsSpan(0, length);
    }
}
