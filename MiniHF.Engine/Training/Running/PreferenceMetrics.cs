namespace MiniHF.Engine.Training;

/// <summary>What is told of pairs, gathered over the parts of a step.</summary>
internal sealed class PreferenceMetrics
{
    private int _pairs;
    private int _right;
    private double _chosen;
    private double _rejected;
    private double _logpsChosen;
    private double _logpsRejected;

    /// <summary>Share of pairs whose preferred text gains more over the reference.</summary>
    public double Accuracy => _right / (double)Math.Max(1, _pairs);

    /// <summary>Mean of what the preferred text gains over the reference more than the other.</summary>
    public double Margin => (_chosen - _rejected) / Math.Max(1, _pairs);

    /// <param name="beta">The loss's β.</param>
    public void Add(double chosen, double rejected, double referenceChosen, double referenceRejected, double beta)
    {
        (double gained, double other) = (beta * (chosen - referenceChosen), beta * (rejected - referenceRejected));
        _pairs++;
        _right += gained > other ? 1 : 0;
        _chosen += gained;
        _rejected += other;
        _logpsChosen += chosen;
        _logpsRejected += rejected;
    }

    /// <summary>Adds what the other processes gathered, in each of them.</summary>
    public void Join(TrainingGroup group)
    {
        double[] sums = group.Sum(_pairs, _right, _chosen, _rejected, _logpsChosen, _logpsRejected);
        (_pairs, _right) = ((int)sums[0], (int)sums[1]);
        (_chosen, _rejected, _logpsChosen, _logpsRejected) = (sums[2], sums[3], sums[4], sums[5]);
    }

    public void WriteTo(IDictionary<string, double> metrics)
    {
        metrics[MetricNames.RewardsChosen] = _chosen / _pairs;
        metrics[MetricNames.RewardsRejected] = _rejected / _pairs;
        metrics[MetricNames.RewardsMargins] = Margin;
        metrics[MetricNames.RewardsAccuracies] = Accuracy;
        metrics[MetricNames.LogpsChosen] = _logpsChosen / _pairs;
        metrics[MetricNames.LogpsRejected] = _logpsRejected / _pairs;
    }
}
