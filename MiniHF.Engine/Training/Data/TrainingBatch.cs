namespace MiniHF.Engine.Training;

// N tokens of all texts, M tokens to be predicted

/// <summary>Texts to go through the model together, one behind the other without padding.</summary>
internal sealed class TrainingBatch
{
    private readonly long[] _ids;
    private readonly long[] _rows;
    private readonly long[] _targets;

    public TrainingBatch(IReadOnlyList<TrainingSequence> sequences)
    {
        Sequences = sequences;
        Lengths = [.. sequences.Select(sequence => sequence.Ids.Length)];
        TargetCounts = [.. sequences.Select(sequence => sequence.TargetCount)];
        _ids = new long[Lengths.Sum()];
        _rows = new long[TargetCounts.Sum()];
        _targets = new long[_rows.Length];
        int at = 0;
        int target = 0;
        foreach (TrainingSequence sequence in sequences)
        {
            for (int i = 0; i < sequence.Ids.Length; i++)
            {
                if (i > 0 && i >= sequence.FirstTarget)
                {
                    _rows[target] = at + i - 1;
                    _targets[target++] = sequence.Ids[i];
                }

                _ids[at + i] = sequence.Ids[i];
            }

            at += sequence.Ids.Length;
        }
    }

    public IReadOnlyList<TrainingSequence> Sequences { get; }

    /// <summary>Tokens of each text.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Tokens to be predicted of each text.</summary>
    public IReadOnlyList<int> TargetCounts { get; }

    public int TokenCount => _ids.Length;

    public int TargetCount => _targets.Length;

    /// <summary>All tokens, (N) Int64.</summary>
    public Tensor Ids() => tensor(_ids);

    /// <summary>The tokens after which one is to be predicted, (M) Int64.</summary>
    public Tensor Rows() => tensor(_rows);

    /// <summary>Row numbers of <see cref="Rows"/>.</summary>
    public IReadOnlyList<long> RowNumbers => _rows;

    /// <summary>What is to be predicted there, (M) Int64.</summary>
    public Tensor Targets() => tensor(_targets);
}
