namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>A few steps of a metric as a chart draws them.</summary>
/// <param name="Step">The last of the steps.</param>
/// <param name="Least">The least value that is a number; not a number where none is.</param>
public readonly record struct MetricPoint(int Step, float Least, float Most, float Mean)
{
    internal static MetricPoint Of(ReadOnlySpan<int> steps, ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        double sum = 0;
        int numbers = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                least = Math.Min(least, value);
                most = Math.Max(most, value);
                sum += value;
                numbers++;
            }
        }

        return numbers == 0
            ? new MetricPoint(steps[^1], float.NaN, float.NaN, float.NaN)
            : new MetricPoint(steps[^1], (float)least, (float)most, (float)(sum / numbers));
    }
}
