using System.Collections.Immutable;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>Every metric of a run as far as it was read. Safe for several threads.</summary>
public sealed class RunSeries
{
    /// <summary>Seconds spent on steps until then: what <see cref="MetricNames.StepTime"/> adds up to. Not among <see cref="Metrics"/>.</summary>
    public const string Elapsed = "time_elapsed";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    /// <summary>The last row read.</summary>
    public long Position { get; private set; }

    /// <summary>Grows whenever something that was shown is taken back: what was sent before must be sent anew.</summary>
    public int Generation { get; private set; }

    /// <summary>The metrics there are, in the order they came.</summary>
    public ImmutableArray<string> Metrics { get; private set; } = [];

    /// <summary>Takes rows up, in order of position.</summary>
    public void Apply(IReadOnlyList<(long Position, MetricRow Row)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_gate)
        {
            foreach ((long position, MetricRow row) in rows)
            {
                if (position <= Position)
                {
                    continue;
                }

                Position = position;
                if (row.IsRewind)
                {
                    Rewind(row.FromStep);
                    continue;
                }

                if (!_series.TryGetValue(row.Metric, out MetricSeries? series))
                {
                    _series.Add(row.Metric, series = new MetricSeries());
                    Metrics = Metrics.Add(row.Metric);
                }

                series.Append(row.Steps, row.Values);
                if (row.Metric == MetricNames.StepTime)
                {
                    AddUp(row);
                }
            }
        }
    }

    /// <summary>The newest step of any metric; 0 before the first.</summary>
    public int LastStep
    {
        get
        {
            lock (_gate)
            {
                return _series.Values.Where(series => series.Count > 0).Select(series => series.Steps[^1]).DefaultIfEmpty(0).Max();
            }
        }
    }

    /// <summary>How many values a metric has.</summary>
    public int CountOf(string metric)
    {
        lock (_gate)
        {
            return _series.GetValueOrDefault(metric)?.Count ?? 0;
        }
    }

    /// <summary>A metric's newest value; null where there is none.</summary>
    public double? LastOf(string metric)
    {
        lock (_gate)
        {
            return _series.GetValueOrDefault(metric) is { Count: > 0 } series ? series.Values[^1] : null;
        }
    }

    /// <summary>As <see cref="MetricSeries.Reduce"/>; empty for a metric that is not there.</summary>
    public MetricPoint[] Reduce(string metric, int from, int to, int most)
    {
        lock (_gate)
        {
            return _series.GetValueOrDefault(metric)?.Reduce(from, to, most) ?? [];
        }
    }

    /// <summary>The values of a metric from its <paramref name="first"/>-th on, at most <paramref name="most"/> points of them, and how many there are now.</summary>
    public (MetricPoint[] Points, int Count) NewSince(string metric, int first, int most)
    {
        lock (_gate)
        {
            return _series.GetValueOrDefault(metric) is { } series && series.Count > first
                ? (series.Reduce(series.Steps[first], int.MaxValue, most), series.Count)
                : ([], first);
        }
    }

    /// <summary>Every value of a metric.</summary>
    public (int[] Steps, double[] Values) AllOf(string metric)
    {
        lock (_gate)
        {
            return _series.GetValueOrDefault(metric) is { } series ? (series.Steps.ToArray(), series.Values.ToArray()) : ([], []);
        }
    }

    private void AddUp(MetricRow times)
    {
        if (!_series.TryGetValue(Elapsed, out MetricSeries? elapsed))
        {
            _series.Add(Elapsed, elapsed = new MetricSeries());
        }

        elapsed.RewindTo(times.Steps.Length > 0 ? times.Steps[0] - 1 : int.MaxValue);
        double sum = elapsed.Count > 0 ? elapsed.Values[^1] : 0;
        elapsed.Append(times.Steps, [.. times.Values.Select(value => sum += double.IsFinite(value) ? value : 0)]);
    }

    private void Rewind(int step)
    {
        foreach (MetricSeries series in _series.Values)
        {
            int before = series.Count;
            series.RewindTo(step);
            if (series.Count != before)
            {
                Generation++;
            }
        }
    }
}
