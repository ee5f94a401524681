namespace MiniHF.Engine.Training;

// N tokens of all texts, M tokens to be predicted

/// <summary>Texts to go through the model together, one behind the other.</summary>
internal sealed class TrainingBatch
{
    /// <summary>
    /// Texts, and the batch as a whole, are filled up to multiples of these: libraries make a kernel for every shape they meet,
    /// and keep a limited number. What fills a text up stands behind it, where none of its tokens looks.
    /// </summary>
    private const int TextStep = 16;
    private const int BatchStep = 256;

    private readonly long[] _ids;
    private readonly long[] _rows;
    private readonly long[] _targets;

    /// <param name="context">Most tokens of a text, what fills it up included.</param>
    public TrainingBatch(IReadOnlyList<TrainingSequence> sequences, int context)
    {
        Sequences = sequences;
        TargetCounts = [.. sequences.Select(sequence => sequence.TargetCount)];
        TokenCount = sequences.Sum(sequence => sequence.Ids.Length);
        int[] lengths = [.. sequences.Select(sequence => Math.Max(sequence.Ids.Length, Math.Min(context, Filled(sequence.Ids.Length, TextStep))))];
        int rest = Filled(lengths.Sum(), BatchStep) - lengths.Sum();
        Lengths = [.. lengths, .. Enumerable.Repeat(context, rest / context), .. rest % context > 0 ? [rest % context] : (int[])[]];
        _ids = new long[Lengths.Sum()];
        _rows = new long[TargetCounts.Sum()];
        _targets = new long[_rows.Length];
        int at = 0;
        int target = 0;
        for (int text = 0; text < sequences.Count; at += lengths[text], text++)
        {
            TrainingSequence sequence = sequences[text];
            for (int i = 0; i < sequence.Ids.Length; i++)
            {
                if (i > 0 && i >= sequence.FirstTarget)
                {
                    _rows[target] = at + i - 1;
                    _targets[target++] = sequence.Ids[i];
                }

                _ids[at + i] = sequence.Ids[i];
            }
        }
    }

    public IReadOnlyList<TrainingSequence> Sequences { get; }

    /// <summary>Rows that each text takes, and behind them those that fill the batch up.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Tokens to be predicted of each text.</summary>
    public IReadOnlyList<int> TargetCounts { get; }

    /// <summary>Tokens of the texts.</summary>
    public int TokenCount { get; }

    /// <summary>Rows that go through the model.</summary>
    public int RowCount => _ids.Length;

    public int TargetCount => _targets.Length;

    /// <summary>All rows, (N) Int64.</summary>
    public Tensor Ids() => tensor(_ids);

    /// <summary>The tokens after which one is to be predicted, (M) Int64.</summary>
    public Tensor Rows() => tensor(_rows);

    /// <summary>What is to be predicted there, (M) Int64.</summary>
    public Tensor Targets() => tensor(_targets);

    private static int Filled(int count, int step) => (count + step - 1) / step * step;
}
