namespace MiniHF.Engine.Generation;

/// <summary>The tokens that may come next and their probabilities, which sum to 1. One object is filled again for every token drawn.</summary>
public sealed class TokenDistribution
{
    private int[] _ids = new int[64];
    private float[] _probabilities = new float[64];

    /// <summary>Number of tokens that may be drawn.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens: most probable first where a rule cut some off, else by id.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>The tokens' probabilities, beside <see cref="Ids"/>.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities.AsSpan(0, Count);

    internal Span<int> WritableIds => _ids.AsSpan(0, Count);

    internal Span<float> WritableProbabilities => _probabilities.AsSpan(0, Count);

    /// <summary>Makes room for so many tokens. What was there is gone.</summary>
    internal void Resize(int count)
    {
        if (_ids.Length < count)
        {
            _ids = new int[count];
            _probabilities = new float[count];
        }

        Count = count;
    }

    /// <summary>Keeps the first <paramref name="count"/> tokens.</summary>
    internal void Truncate(int count) => Count = count;
}
