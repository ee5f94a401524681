namespace MiniHF.Workspace.Status;

/// <summary>A count that only grows, as rates between samples of it.</summary>
/// <param name="length">Rates kept.</param>
internal sealed class RateHistory(TimeProvider time, int length)
{
    private readonly Queue<double> _rates = new();
    private (long At, long Count)? _last;

    /// <summary>Counts a second between the samples, the oldest first.</summary>
    public IReadOnlyList<double> Rates => [.. _rates];

    public double Latest { get; private set; }

    /// <summary>Takes a sample.</summary>
    public void Note(long count)
    {
        long now = time.GetTimestamp();
        if (_last is { } last)
        {
            double seconds = time.GetElapsedTime(last.At, now).TotalSeconds;
            // A model that was loaded anew counts from 0 again.
            Latest = seconds > 0 ? Math.Max(0, count - last.Count) / seconds : 0;
            _rates.Enqueue(Latest);
            while (_rates.Count > length)
            {
                _rates.Dequeue();
            }
        }

        _last = (now, count);
    }
}
