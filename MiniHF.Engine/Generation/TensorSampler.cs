namespace MiniHF.Engine.Generation;

// W rows, V vocabulary, K candidates of a row, most probable first

/// <summary>
/// What <see cref="TokenSampler"/> does, for many rows at once and in tensor operations: the same rules in the same order, and the same
/// token for the same number, as far as rounding allows. Everything that is drawn comes to the host in one piece.
/// </summary>
internal static class TensorSampler
{
    /// <summary>Of every row: the token, its log-probability, the largest score.</summary>
    private const int Columns = 3;

    /// <param name="logits">(W, V) Float32.</param>
    /// <param name="wishes">W.</param>
    public static TensorDraw[] Draw(Tensor logits, IReadOnlyList<DrawWish> wishes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor adjusted = Adjusted(logits, wishes);
        Tensor largest = adjusted.amax(-1, keepdim: true); // (W,1)
        Tensor ids = Choose(adjusted, largest, wishes); // (W,1)
        Tensor total = logits.logsumexp(-1, keepdim: true);
        int alternatives = Math.Min(wishes.Max(wish => wish.Alternatives), (int)logits.size(1));
        List<Tensor> told = [ids.to(float64), (logits.gather(1, ids) - total).to(float64), largest.to(float64)];
        if (alternatives > 0)
        {
            (Tensor scores, Tensor places) = logits.topk(alternatives);
            told.AddRange([places.to(float64), (scores - total).to(float64)]);
        }

        // Every id is a whole number that this type holds exactly.
        double[] numbers = cat(told, 1).cpu().data<double>().ToArray();
        return [.. wishes.Select((wish, row) => Read(numbers.AsSpan(row * (Columns + (2 * alternatives)), Columns + (2 * alternatives)), wish.Alternatives))];
    }

    private static TensorDraw Read(ReadOnlySpan<double> numbers, int wanted)
    {
        int told = (numbers.Length - Columns) / 2;
        int[] ids = new int[Math.Min(wanted, told)];
        float[] logProbabilities = new float[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = (int)numbers[Columns + i];
            logProbabilities[i] = (float)numbers[Columns + told + i];
        }

        return new TensorDraw((float)numbers[2], new DrawnToken((int)numbers[0], (float)numbers[1], ids, logProbabilities));
    }

    /// <summary>With the repetition penalty, and without what is forbidden.</summary>
    private static Tensor Adjusted(Tensor logits, IReadOnlyList<DrawWish> wishes)
    {
        long vocabulary = logits.size(1);
        List<long> seen = [];
        List<float> penalties = [];
        List<long> forbidden = [];
        for (int row = 0; row < wishes.Count; row++)
        {
            DrawWish wish = wishes[row];
            if (wish.Sampling.RepetitionPenalty != 1 && wish.Seen is not null)
            {
                foreach (int id in wish.Seen.Ids)
                {
                    seen.Add((row * vocabulary) + id);
                    penalties.Add((float)wish.Sampling.RepetitionPenalty);
                }
            }

            forbidden.AddRange(wish.Forbidden.Select(id => (row * vocabulary) + id));
        }

        if (seen.Count == 0 && forbidden.Count == 0)
        {
            return logits;
        }

        Tensor flat = logits.reshape(-1).clone();
        if (seen.Count > 0)
        {
            Tensor places = tensor([.. seen], logits.device);
            Tensor penalty = tensor([.. penalties], logits.device);
            Tensor scores = flat.index_select(0, places);
            flat.index_copy_(0, places, where(scores.gt(0), scores / penalty, scores * penalty));
        }

        if (forbidden.Count > 0)
        {
            flat.index_copy_(0, tensor([.. forbidden], logits.device), full([forbidden.Count], double.NegativeInfinity, float32, logits.device));
        }

        return flat.view(wishes.Count, vocabulary);
    }

    /// <summary>The token of each row, (W, 1). Rows of one kind go together.</summary>
    private static Tensor Choose(Tensor logits, Tensor largest, IReadOnlyList<DrawWish> wishes)
    {
        (Kind Kind, int Row)[] kinds = [.. wishes.Select((wish, row) => (KindOf(wish.Sampling, logits.size(1)), row)).OrderBy(kind => kind.Item1)];
        if (kinds[0].Kind == kinds[^1].Kind)
        {
            return Choose(kinds[0].Kind, logits, largest, wishes);
        }

        List<Tensor> chosen = [];
        long[] inverse = new long[kinds.Length];
        for (int at = 0; at < kinds.Length; at++)
        {
            inverse[kinds[at].Row] = at;
        }

        foreach (IGrouping<Kind, (Kind Kind, int Row)> alike in kinds.GroupBy(kind => kind.Kind))
        {
            Tensor rows = tensor([.. alike.Select(kind => (long)kind.Row)], logits.device);
            chosen.Add(Choose(alike.Key, logits.index_select(0, rows), largest.index_select(0, rows), [.. alike.Select(kind => wishes[kind.Row])]));
        }

        return cat(chosen).index_select(0, tensor(inverse, logits.device));
    }

    private static Tensor Choose(Kind kind, Tensor logits, Tensor largest, IReadOnlyList<DrawWish> wishes)
    {
        if (kind == Kind.Greedy)
        {
            return logits.argmax(-1, keepdim: true);
        }

        // (W,1) each: one over the temperature, k, p, the least share, the number that decides.
        double[] numbers =
        [
            .. wishes.Select(wish => 1 / wish.Sampling.Temperature),
            .. wishes.Select(wish => wish.Sampling.TopK == 0 ? double.PositiveInfinity : wish.Sampling.TopK),
            .. wishes.Select(wish => wish.Sampling.TopP < 1 ? wish.Sampling.TopP : double.PositiveInfinity),
            .. wishes.Select(wish => wish.Sampling.MinP),
            .. wishes.Select(wish => wish.Uniform),
        ];
        Tensor settings = tensor(numbers, [5, wishes.Count, 1], logits.device);
        Tensor inverse = settings[0].to(float32);
        Tensor? order = null;
        if (kind == Kind.Ranked)
        {
            (logits, order) = wishes.All(wish => wish.Sampling.TopK > 0)
                ? logits.topk(Math.Min(wishes.Max(wish => wish.Sampling.TopK), logits.size(1)))
                : logits.sort(-1, descending: true);
        }

        Tensor weights = ((logits - largest) * inverse).exp_(); // relative to the most probable token's, which is 1
        if (order is not null)
        {
            weights = weights * arange(weights.size(1), float64, logits.device).unsqueeze(0).lt(settings[1]);
            Tensor wide = weights.to(float64);
            Tensor before = wide.cumsum(1) - wide;
            weights = weights * before.lt(wide.sum(1, keepdim: true) * settings[2]);
        }

        weights = weights * weights.ge(settings[3].to(float32));
        Tensor cumulative = (weights / weights.sum(1, keepdim: true)).to(float64).cumsum(1);

        // The first whose share holds the number. Rounding may leave the sum a hair under 1: the last possible token takes the rest.
        Tensor place = cumulative.le(settings[4]).sum(1, keepdim: true).minimum(cumulative.argmax(1, keepdim: true));
        return order is null ? place : order.gather(1, place);
    }

    private static Kind KindOf(SamplingOptions sampling, long vocabulary) =>
        sampling.Temperature == 0 ? Kind.Greedy
        : (sampling.TopK > 0 && sampling.TopK < vocabulary) || sampling.TopP < 1 ? Kind.Ranked
        : Kind.Whole;

    /// <summary>In which order <see cref="TokenSampler"/> counts the candidates of a row.</summary>
    private enum Kind
    {
        Greedy,
        Ranked,
        Whole,
    }
}
