namespace MiniHF.Workspace.Notebooks.History;

/// <summary>
/// When each event comes as a history is played at its own speed. What took long is shortened, so that nobody waits through a night, and
/// what came all at once is drawn out a little, so that it can be seen.
/// </summary>
public sealed class Playback
{
    private const double LongestPause = 1.2;
    private const double ShortestChange = 0.12;
    private const double ShortestPart = 0.02;

    private readonly double[] _times;

    public Playback(IReadOnlyList<HistoryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _times = new double[steps.Count];
        for (int i = 1; i < steps.Count; i++)
        {
            double pause = (steps[i].At - steps[i - 1].At).TotalSeconds;
            _times[i] = _times[i - 1] + Math.Clamp(pause, steps[i].IsChange ? ShortestChange : ShortestPart, LongestPause);
        }
    }

    /// <summary>How long all of it takes, in seconds.</summary>
    public double Seconds => _times.Length == 0 ? 0 : _times[^1];

    /// <summary>When the event of that number, from 1, comes: seconds from the first.</summary>
    public double SecondsAt(long version) => _times.Length == 0 ? 0 : _times[Math.Clamp(version - 1, 0, _times.Length - 1)];

    /// <summary>The number of the last event that has come by then.</summary>
    public long VersionAt(double seconds)
    {
        int found = Array.BinarySearch(_times, seconds);
        return found < 0 ? Math.Max(1, ~found) : found + 1;
    }
}
