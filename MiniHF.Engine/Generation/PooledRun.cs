namespace MiniHF.Engine.Generation;

/// <summary>The places of consecutive tokens of one text: mostly one run of a pool, which is read as it lies.</summary>
internal sealed class PooledRun
{
    private readonly long _start;
    private readonly long _count;
    private readonly Tensor? _places;

    private PooledRun(long start, long count, Tensor? places)
    {
        _start = start;
        _count = count;
        _places = places;
    }

    /// <param name="keep">Takes a tensor that outlives the layer.</param>
    public static PooledRun Of(KeyValuePath path, int from, int count, Device device, Func<Tensor, Tensor> keep)
    {
        long[] places = new long[count];
        PooledPlaces.Copy(path, from, places);
        for (int at = 1; at < count; at++)
        {
            if (places[at] != places[at - 1] + 1)
            {
                return new PooledRun(0, count, keep(tensor(places, device)));
            }
        }

        return new PooledRun(places[0], count, null);
    }

    /// <summary>Their keys or values of a layer, (H, L, D) of (H, S, D).</summary>
    public Tensor Of(Tensor pool) => _places is null ? pool.narrow(1, _start, _count) : pool.index_select(1, _places);
}
