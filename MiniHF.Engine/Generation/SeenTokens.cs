namespace MiniHF.Engine.Generation;

/// <summary>The different tokens of a text so far: what the repetition penalty looks at. Adding one is constant time.</summary>
public sealed class SeenTokens
{
    private readonly ulong[] _bits;
    private readonly List<int> _ids = [];

    public SeenTokens(int vocabularySize, IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _bits = new ulong[(vocabularySize + 63) / 64];
        foreach (int id in ids)
        {
            Add(id);
        }
    }

    private SeenTokens(SeenTokens other)
    {
        _bits = [.. other._bits];
        _ids.AddRange(other._ids);
    }

    /// <summary>Each token once, in the order of first appearance.</summary>
    public ReadOnlySpan<int> Ids => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ids);

    public void Add(int id)
    {
        ulong bit = 1UL << (id & 63);
        ref ulong word = ref _bits[id >> 6];
        if ((word & bit) == 0)
        {
            word |= bit;
            _ids.Add(id);
        }
    }

    /// <summary>A copy that grows on its own: one prompt, several continuations.</summary>
    public SeenTokens Copy() => new(this);
}
