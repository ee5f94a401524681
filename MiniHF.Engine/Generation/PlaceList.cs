namespace MiniHF.Engine.Generation;

/// <summary>Runs of free places, in rising order, none touching the next.</summary>
internal sealed class PlaceList
{
    private readonly List<(int Start, int Count)> _runs = [];

    /// <summary>The first of so many places in a row, taken from the shortest run that has them; null where none has.</summary>
    public int? Take(int count)
    {
        int best = -1;
        for (int i = 0; i < _runs.Count; i++)
        {
            if (_runs[i].Count >= count && (best < 0 || _runs[i].Count < _runs[best].Count))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return null;
        }

        (int start, int free) = _runs[best];
        if (free == count)
        {
            _runs.RemoveAt(best);
        }
        else
        {
            _runs[best] = (start + count, free - count);
        }

        return start;
    }

    /// <summary>These places are free.</summary>
    public void Give(int start, int count)
    {
        if (count == 0)
        {
            return;
        }

        int after = _runs.FindIndex(run => run.Start > start);
        int at = after < 0 ? _runs.Count : after;
        if (at < _runs.Count && start + count == _runs[at].Start)
        {
            count += _runs[at].Count;
            _runs.RemoveAt(at);
        }

        if (at > 0 && _runs[at - 1].Start + _runs[at - 1].Count == start)
        {
            _runs[at - 1] = (_runs[at - 1].Start, _runs[at - 1].Count + count);
        }
        else
        {
            _runs.Insert(at, (start, count));
        }
    }
}
