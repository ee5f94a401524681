namespace MiniHF.Engine.Generation;

/// <summary>A segment in consecutive places of a pool.</summary>
internal sealed class PooledSegment(PooledKeyValueStore pool, int start, int capacity) : KeyValueSegment(pool.Layout, capacity)
{
    /// <summary>The first of its places.</summary>
    public int Start { get; } = start;

    private protected override void Free() => pool.Free(this);
}
