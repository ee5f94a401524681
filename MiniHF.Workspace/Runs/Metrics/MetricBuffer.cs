namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>Between the trainer's thread, which must not wait, and whoever stores what it measured.</summary>
internal sealed class MetricBuffer
{
    private readonly Lock _gate = new();
    private Dictionary<string, (List<int> Steps, List<double> Values)> _pending = new(StringComparer.Ordinal);

    /// <summary>The last step noted.</summary>
    public int Step { get; private set; }

    public void Add(int step, IEnumerable<KeyValuePair<string, double>> metrics)
    {
        lock (_gate)
        {
            Step = Math.Max(Step, step);
            foreach ((string metric, double value) in metrics)
            {
                if (!_pending.TryGetValue(metric, out (List<int> Steps, List<double> Values) series))
                {
                    _pending.Add(metric, series = ([], []));
                }

                series.Steps.Add(step);
                series.Values.Add(value);
            }
        }
    }

    /// <summary>Takes what was noted since the last time.</summary>
    public IReadOnlyList<MetricRow> Take()
    {
        Dictionary<string, (List<int> Steps, List<double> Values)> taken;
        lock (_gate)
        {
            (taken, _pending) = (_pending, new Dictionary<string, (List<int> Steps, List<double> Values)>(StringComparer.Ordinal));
        }

        return [.. taken.Select(series => new MetricRow(series.Key, series.Value.Steps[0], [.. series.Value.Steps], [.. series.Value.Values]))];
    }
}
