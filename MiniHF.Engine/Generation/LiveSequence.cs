namespace MiniHF.Engine.Generation;

/// <summary>A continuation that is growing.</summary>
internal sealed class LiveSequence : IDisposable
{
    private readonly List<int> _tokens = [];
    private readonly List<int> _pending = [];

    public LiveSequence(LiveRequest owner, int slot, KeyValuePath path, SeenTokens? seen)
    {
        Owner = owner;
        Slot = slot;
        Path = path;
        Seen = seen;
        EngineContinuation continuation = owner.Request.Continuations[slot];
        Index = continuation.Index;
        foreach (int id in continuation.Resumed)
        {
            Append(id);
        }
    }

    public LiveRequest Owner { get; }

    /// <summary>Its place among the request's continuations.</summary>
    public int Slot { get; }

    /// <summary>Its place in the random stream.</summary>
    public int Index { get; }

    public KeyValuePath Path { get; }

    public SeenTokens? Seen { get; }

    /// <summary>The continuation so far.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>Tokens of the continuation so far.</summary>
    public int Count => _tokens.Count;

    /// <summary>Tokens whose keys and values were not computed yet.</summary>
    public IReadOnlyList<int> Pending => _pending;

    /// <summary>A token became part of the continuation.</summary>
    public void Append(int id)
    {
        _tokens.Add(id);
        _pending.Add(id);
        Seen?.Add(id);
    }

    /// <summary>The first of the pending tokens were computed.</summary>
    public void Computed(int count) => _pending.RemoveRange(0, count);

    public void Dispose() => Path.Dispose();
}
