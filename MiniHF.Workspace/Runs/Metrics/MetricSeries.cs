namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>One metric of one run: its value at each step, in order. Not for several threads at once.</summary>
public sealed class MetricSeries
{
    private int[] _steps = [];
    private double[] _values = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Steps => _steps.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Adds steps. Those that are not beyond the last one known replace it and what follows.</summary>
    public void Append(ReadOnlySpan<int> steps, ReadOnlySpan<double> values)
    {
        if (steps.IsEmpty)
        {
            return;
        }

        RewindTo(steps[0] - 1);
        if (Count + steps.Length > _steps.Length)
        {
            int capacity = Math.Max(Count + steps.Length, Math.Max(64, _steps.Length * 2));
            Array.Resize(ref _steps, capacity);
            Array.Resize(ref _values, capacity);
        }

        steps.CopyTo(_steps.AsSpan(Count));
        values.CopyTo(_values.AsSpan(Count));
        Count += steps.Length;
    }

    /// <summary>Forgets what came after a step.</summary>
    public void RewindTo(int step)
    {
        if (Count > 0 && _steps[Count - 1] > step)
        {
            Count = IndexAfter(step);
        }
    }

    /// <summary>
    /// At most <paramref name="most"/> points for the steps from one to another, both included: each the least, the most and the
    /// mean of as many steps as it takes, so that no spike is lost however far away one looks.
    /// </summary>
    public MetricPoint[] Reduce(int from, int to, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        int first = IndexAfter(from - 1);
        int end = IndexAfter(to);
        int count = end - first;
        if (count <= 0)
        {
            return [];
        }

        int size = (count + most - 1) / most;
        MetricPoint[] points = new MetricPoint[(count + size - 1) / size];
        for (int i = 0; i < points.Length; i++)
        {
            int start = first + (i * size);
            points[i] = MetricPoint.Of(_steps.AsSpan(start, Math.Min(size, end - start)), _values.AsSpan(start, Math.Min(size, end - start)));
        }

        return points;
    }

    /// <summary>The index of the first step beyond the given one.</summary>
    private int IndexAfter(int step)
    {
        int at = Array.BinarySearch(_steps, 0, Count, step);
        return at < 0 ? ~at : at + 1;
    }
}
