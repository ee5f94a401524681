using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Training;

/// <summary>
/// Which row is seen when: every row once an epoch, in an order that only seed and epoch decide, so that a run that goes on at
/// a step sees what it would have seen.
/// </summary>
internal sealed class DataOrder(int rows, long seed)
{
    // Far from the numbers that continuations draw theirs by.
    private const int Stream = 0x5EED;

    private readonly Dictionary<int, int[]> _epochs = [];

    /// <summary>The row at a place counted from the beginning of the run.</summary>
    public int At(long place)
    {
        int epoch = (int)(place / rows);
        if (!_epochs.TryGetValue(epoch, out int[]? order))
        {
            if (_epochs.Count > 1)
            {
                _epochs.Clear();
            }

            order = Shuffled(rows, seed, epoch);
            _epochs.Add(epoch, order);
        }

        return order[(int)(place % rows)];
    }

    /// <summary>The numbers below a count in a random order (Fisher and Yates).</summary>
    public static int[] Shuffled(int count, long seed, int epoch)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = (int)(RandomStream.Uniform(seed, Stream + epoch, i) * (i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
