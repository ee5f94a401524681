namespace MiniHF.Engine.Generation;

// N tokens of a step, B of them the next of a text each, T of one text, H key/value heads, G query heads of each, D head width, S places of the pool,
// L tokens that a text sees, P of them shared

/// <summary>
/// What the tokens of a step read of a pool, for one width of window. Texts that go on by one token each are read together, those
/// that share their beginning with a common first part; a part of a prompt is read alone, all of its tokens at once.
/// </summary>
internal sealed class PooledReading
{
    /// <summary>So many tokens in common are worth the joining of two parts.</summary>
    private const int LeastShared = 32;

    private readonly List<Group> _groups = [];
    private readonly List<Passage> _passages = [];
    private readonly int _singles;
    private readonly Tensor? _order;
    private readonly Tensor? _inverse;
    private readonly Tensor? _ownPlaces;
    private readonly Tensor? _hidden;
    private readonly Tensor? _seen;

    /// <param name="window">Tokens that each sees, itself included; 0 for all.</param>
    /// <param name="group">G.</param>
    /// <param name="keep">Takes a tensor that outlives the layer.</param>
    public PooledReading(IReadOnlyList<CachedSpan> spans, int window, long group, Device device, Func<Tensor, Tensor> keep)
    {
        List<(KeyValuePath Path, int Row)> singles = [];
        List<(CachedSpan Span, int Row)> passages = [];
        int row = 0;
        foreach (CachedSpan span in spans)
        {
            if (span.Count == 1)
            {
                singles.Add((span.Path, row));
            }
            else
            {
                passages.Add((span, row));
            }

            row += span.Count;
        }

        singles = InGroups(singles, window, device, keep);
        _singles = singles.Count;
        if (_singles > 0)
        {
            (_ownPlaces, _hidden) = OwnPlaces(singles, window, device, keep);
            _seen = _hidden is null ? null : keep(_hidden.logical_not());
        }

        _passages.AddRange(passages.Select(passage => new Passage(passage.Span, window, group, device, keep)));
        int[] order = [.. singles.Select(single => single.Row), .. passages.SelectMany(passage => Enumerable.Range(passage.Row, passage.Span.Count))];
        if (!order.SequenceEqual(Enumerable.Range(0, order.Length)))
        {
            long[] inverse = new long[order.Length];
            for (int at = 0; at < order.Length; at++)
            {
                inverse[order[at]] = at;
            }

            _order = keep(tensor([.. order.Select(at => (long)at)], device));
            _inverse = keep(tensor(inverse, device));
        }
    }

    /// <summary>Softmax attention of the queries (N, H, G, D), (N, H·G·D).</summary>
    /// <param name="keys">(H, S, D).</param>
    /// <param name="values">(H, S, D).</param>
    public Tensor Attend(Tensor q, Tensor keys, Tensor values)
    {
        if (_order is not null)
        {
            q = q.index_select(0, _order);
        }

        List<Tensor> parts = [];
        if (_singles > 0)
        {
            parts.Add(AttendSingles(q.narrow(0, 0, _singles), keys, values));
        }

        int row = _singles;
        foreach (Passage passage in _passages)
        {
            parts.Add(passage.Attend(q.narrow(0, row, passage.Count), keys, values));
            row += passage.Count;
        }

        Tensor attended = parts.Count == 1 ? parts[0] : cat(parts); // (N,H·G·D)
        return _inverse is null ? attended : attended.index_select(0, _inverse);
    }

    private Tensor AttendSingles(Tensor q, Tensor keys, Tensor values)
    {
        (long heads, long group, long width) = (q.size(1), q.size(2), q.size(3));
        Tensor own = q.transpose(0, 1); // (H,B,G,D)
        Tensor ownKeys = keys.index_select(1, _ownPlaces!).view(heads, _singles, -1, width); // (H,B,L,D); there are singles
        Tensor ownValues = values.index_select(1, _ownPlaces!).view(heads, _singles, -1, width);
        Tensor attended;
        if (_groups.Count == 0)
        {
            attended = nn.functional.scaled_dot_product_attention(own, ownKeys, ownValues, _seen);
        }
        else
        {
            AttentionPart alone = AttentionPart.Of(own, ownKeys, ownValues, _hidden);
            List<Tensor> parts = [];
            int row = 0;
            foreach (Group shared in _groups)
            {
                Tensor asking = own.narrow(1, row, shared.Count).reshape(heads, shared.Count * group, width);
                AttentionPart common = AttentionPart.Of(asking, shared.Places.Of(keys), shared.Places.Of(values), null).View(heads, shared.Count, group);
                parts.Add(AttentionPart.Join(common, alone.Narrow(row, shared.Count)));
                row += shared.Count;
            }

            if (row < _singles)
            {
                parts.Add(alone.Narrow(row, _singles - row).Result());
            }

            attended = (parts.Count == 1 ? parts[0] : cat(parts, 1)).to(q.dtype); // (H,B,G,D)
        }

        return attended.transpose(0, 1).reshape(_singles, heads * group * width);
    }

    /// <summary>Texts with the same beginning next to each other, those that share none last.</summary>
    private List<(KeyValuePath Path, int Row)> InGroups(List<(KeyValuePath Path, int Row)> singles, int window, Device device, Func<Tensor, Tensor> keep)
    {
        List<(KeyValuePath Path, int Row)> ordered = [];
        List<(KeyValuePath Path, int Row)> alone = [];
        foreach (IGrouping<KeyValueSegment, (KeyValuePath Path, int Row)> alike in singles.GroupBy(single => single.Path.Segments[0]))
        {
            KeyValuePath first = alike.First().Path;
            int shared = alike.Skip(1).Select(single => PooledPlaces.CommonLength(first, single.Path)).DefaultIfEmpty(0).Min();
            if (shared >= LeastShared && alike.All(single => Hidden(single.Path.Length, window) == 0))
            {
                _groups.Add(new Group(alike.Count(), shared, PooledRun.Of(first, 0, shared, device, keep)));
                ordered.AddRange(alike);
            }
            else
            {
                alone.AddRange(alike);
            }
        }

        return [.. ordered, .. alone];
    }

    /// <summary>What each text sees alone, (B·L), shorter ones filled up, and what was filled up, (1,B,1,L); null where all are as long.</summary>
    private (Tensor Places, Tensor? Hidden) OwnPlaces(List<(KeyValuePath Path, int Row)> singles, int window, Device device, Func<Tensor, Tensor> keep)
    {
        int[] starts = [.. _groups.SelectMany(group => Enumerable.Repeat(group.Length, group.Count))];
        int[] from = [.. singles.Select((single, at) => at < starts.Length ? starts[at] : Hidden(single.Path.Length, window))];
        long[] lengths = [.. singles.Select((single, at) => (long)(single.Path.Length + 1 - from[at]))];
        int longest = (int)lengths.Max();
        long[] places = new long[singles.Count * longest];
        for (int at = 0; at < singles.Count; at++)
        {
            Span<long> own = places.AsSpan(at * longest, longest);
            PooledPlaces.Copy(singles[at].Path, from[at], own[..(int)lengths[at]]);

            // Numbers that are there: what was never written may be none, and none times nothing is none.
            own[(int)lengths[at]..].Fill(own[(int)lengths[at] - 1]);
        }

        Tensor? hidden = lengths.All(length => length == longest) ? null
            : keep(arange(longest, device: device).unsqueeze(0).ge(tensor(lengths, device).unsqueeze(1)).unsqueeze(1).unsqueeze(0));
        return (keep(tensor(places, device)), hidden);
    }

    /// <summary>How many tokens of its text the one at a position does not see.</summary>
    private static int Hidden(int position, int window) => window == 0 ? 0 : Math.Max(0, position + 1 - window);

    /// <summary>Texts that begin alike.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Length">With how many tokens.</param>
    /// <param name="Places">Where these lie.</param>
    private sealed record Group(int Count, int Length, PooledRun Places);

    /// <summary>Some consecutive tokens of one text.</summary>
    private sealed class Passage
    {
        private readonly PooledRun _places;
        private readonly Tensor _seen;

        public Passage(CachedSpan span, int window, long group, Device device, Func<Tensor, Tensor> keep)
        {
            (int begin, int end) = (Hidden(span.Path.Length, window), span.Path.Length + span.Count);
            Count = span.Count;
            _places = PooledRun.Of(span.Path, begin, end - begin, device, keep);
            Tensor columns = arange(begin, end, 1, device: device).unsqueeze(0); // (1,L)
            Tensor rows = arange(span.Path.Length, end, 1, device: device).unsqueeze(1); // (T,1)
            Tensor seen = columns.le(rows);
            if (window > 0)
            {
                seen = seen.logical_and(columns.gt(rows - window));
            }

            _seen = keep(seen.unsqueeze(1).expand(Count, group, end - begin).reshape(Count * group, end - begin)); // (T·G,L)
        }

        public int Count { get; }

        public Tensor Attend(Tensor q, Tensor keys, Tensor values)
        {
            (long heads, long group, long width) = (q.size(1), q.size(2), q.size(3));
            Tensor asking = q.transpose(0, 1).reshape(1, heads, Count * group, width);
            Tensor attended = nn.functional.scaled_dot_product_attention(
                asking, _places.Of(keys).unsqueeze(0), _places.Of(values).unsqueeze(0), _seen); // (1,H,T·G,D)
            return attended.view(heads, Count, group, width).transpose(0, 1).reshape(Count, heads * group * width);
        }
    }
}
