namespace MiniHF.Engine.Generation;

/// <summary>
/// Watches a stream of text for strings that end it, wherever the stream is cut into pieces. Text that could be the
/// beginning of a stop string is held back until it is known not to be.
/// </summary>
public sealed class StopStringMatcher(IReadOnlyList<string> stopStrings)
{
    private string _held = "";

    /// <summary>Whether a stop string was met. Nothing more comes out then.</summary>
    public bool IsMatched { get; private set; }

    /// <summary>Takes the next piece of text and returns what is certain to come before any stop string.</summary>
    public string Feed(string text)
    {
        if (stopStrings.Count == 0 || IsMatched)
        {
            return IsMatched ? "" : text;
        }

        string pending = _held + text;
        (int start, int end) = FirstMatch(pending);
        if (end >= 0)
        {
            IsMatched = true;
            _held = "";
            return pending[..start];
        }

        int held = HeldLength(pending);
        _held = pending[(pending.Length - held)..];
        return pending[..(pending.Length - held)];
    }

    /// <summary>The text still held back, for a stream that ended otherwise.</summary>
    public string Flush()
    {
        string held = _held;
        _held = "";
        return held;
    }

    /// <summary>The match that is complete first (of those the one that begins first), so that the cut into pieces plays no part.</summary>
    private (int Start, int End) FirstMatch(string text)
    {
        int bestStart = -1;
        int bestEnd = -1;
        foreach (string stop in stopStrings)
        {
            int start = text.IndexOf(stop, StringComparison.Ordinal);
            int end = start + stop.Length;
            if (start >= 0 && (bestEnd < 0 || end < bestEnd || (end == bestEnd && start < bestStart)))
            {
                (bestStart, bestEnd) = (start, end);
            }
        }

        return (bestStart, bestEnd);
    }

    private int HeldLength(string text)
    {
        int longest = 0;
        foreach (string stop in stopStrings)
        {
            for (int length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                {
                    longest = length;
                    break;
                }
            }
        }

        return longest;
    }
}
