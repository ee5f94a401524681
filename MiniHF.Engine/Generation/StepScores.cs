namespace MiniHF.Engine.Generation;

/// <summary>
/// What a step's logits were read as. On the host each row lies where whoever draws can see it. Elsewhere all continuations' tokens are
/// drawn where the logits are and come over together; whole rows come over only where a prompt ends.
/// </summary>
internal readonly ref struct StepScores
{
    private readonly ReadOnlySpan<float> _rows;
    private readonly int[]? _places;
    private readonly TensorDraw?[]? _draws;
    private readonly int _vocabulary;

    private StepScores(ReadOnlySpan<float> rows, int[]? places, TensorDraw?[]? draws, int vocabulary)
    {
        _rows = rows;
        _places = places;
        _draws = draws;
        _vocabulary = vocabulary;
    }

    /// <summary>Logits (W, V) that lie in the host's memory.</summary>
    public static StepScores Here(Tensor logits) => new(logits.data<float>(), null, null, (int)logits.size(1));

    /// <summary>Logits (W, V) that lie anywhere.</summary>
    /// <param name="wishes">What is to be drawn of each row; null where it is wanted whole.</param>
    public static StepScores There(Tensor logits, IReadOnlyList<DrawWish?> wishes)
    {
        int[] whole = [.. Enumerable.Range(0, wishes.Count).Where(row => wishes[row] is null)];
        int[] drawn = [.. Enumerable.Range(0, wishes.Count).Where(row => wishes[row] is not null)];
        TensorDraw?[] draws = new TensorDraw?[wishes.Count];
        if (drawn.Length > 0)
        {
            TensorDraw[] made = TensorSampler.Draw(Rows(logits, drawn), [.. drawn.Select(row => wishes[row]!)]); // those with a wish
            for (int i = 0; i < drawn.Length; i++)
            {
                draws[drawn[i]] = made[i];
            }
        }

        int[] places = new int[wishes.Count];
        for (int i = 0; i < whole.Length; i++)
        {
            places[whole[i]] = i;
        }

        return new StepScores(whole.Length == 0 ? default : Rows(logits, whole).cpu().data<float>(), places, draws, (int)logits.size(1));
    }

    /// <summary>A row's logits; none where it was drawn from elsewhere.</summary>
    public ReadOnlySpan<float> Row(int row) => Draw(row) is null ? _rows.Slice((_places?[row] ?? row) * _vocabulary, _vocabulary) : default;

    /// <summary>What was drawn of a row; null where that is still to be done.</summary>
    public TensorDraw? Draw(int row) => _draws?[row];

    private static Tensor Rows(Tensor logits, int[] rows) =>
        rows.Length == logits.size(0) ? logits : logits.index_select(0, tensor([.. rows.Select(row => (long)row)], logits.device));
}
