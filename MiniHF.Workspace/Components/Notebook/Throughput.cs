namespace MiniHF.Workspace.Components.Notebook;

/// <summary>Tokens a second, from how many there were when.</summary>
internal sealed class Throughput(TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(3);

    private readonly Queue<(long At, long Tokens)> _seen = new();

    /// <summary>Notes how many tokens the branches that grow now have, and gives the rate over the last seconds; 0 before it can be known.</summary>
    public double Note(long tokens, bool growing)
    {
        if (!growing)
        {
            _seen.Clear();
            return 0;
        }

        long now = time.GetTimestamp();
        // A branch that ended takes its tokens out of the sum; what was seen before says nothing any more.
        if (_seen.Count > 0 && tokens < _seen.Last().Tokens)
        {
            _seen.Clear();
        }

        _seen.Enqueue((now, tokens));
        while (_seen.Count > 2 && time.GetElapsedTime(_seen.Peek().At, now) > s_window)
        {
            _seen.Dequeue();
        }

        (long at, long first) = _seen.Peek();
        double seconds = time.GetElapsedTime(at, now).TotalSeconds;
        return seconds > 0.2 ? (tokens - first) / seconds : 0;
    }
}
