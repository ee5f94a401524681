namespace MiniHF.Engine.Adapters;

// N rows of a step, R rank

/// <summary>
/// Which rows of a step go through which adapter. Several adapters and the bare base may be in one step. Where no gradient is
/// recorded, a row's result is the same to the bit whatever rows and adapters are beside it.
/// </summary>
public sealed class AdapterRows
{
    private readonly AdapterSpan[] _spans;
    private readonly Generator? _dropout;

    private AdapterRows(AdapterSpan[] spans, Generator? dropout)
    {
        _spans = spans;
        _dropout = dropout;
    }

    /// <summary>The rows of a step from first to last; null, which costs nothing, where none of them has an adapter.</summary>
    public static AdapterRows? Of(IEnumerable<AdapterSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        List<AdapterSpan> joined = [];
        foreach (AdapterSpan span in spans.Where(span => span.Count > 0))
        {
            if (joined.Count > 0 && joined[^1].Adapter == span.Adapter)
            {
                joined[^1] = span with { Count = joined[^1].Count + span.Count };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined.Any(span => span.Adapter is not null) ? new AdapterRows([.. joined], null) : null;
    }

    /// <summary>All rows through one adapter.</summary>
    /// <param name="dropout">Draws what the adapter's <see cref="LoraConfig.Dropout"/> leaves out, for training; null leaves nothing out.</param>
    public static AdapterRows All(LoraAdapter adapter, int rows, Generator? dropout = null)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return new AdapterRows([new AdapterSpan(adapter, rows)], dropout);
    }

    /// <summary>The same for some of the rows.</summary>
    /// <param name="rows">Rising row numbers.</param>
    public AdapterRows? At(IEnumerable<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<AdapterSpan> chosen = [];
        int span = 0;
        long end = _spans[0].Count;
        foreach (long row in rows)
        {
            while (row >= end)
            {
                end += _spans[++span].Count;
            }

            chosen.Add(new AdapterSpan(_spans[span].Adapter, 1));
        }

        return Of(chosen);
    }

    /// <summary>A layer's product and, for the rows of an adapter that changes the layer, what it adds.</summary>
    /// <param name="module">The layer's name in the checkpoint.</param>
    /// <param name="x">What goes into the layer, (N, inputs).</param>
    /// <param name="product">What the base makes of it, (N, outputs); written into where no gradient is recorded.</param>
    public Tensor Add(string module, Tensor x, Tensor product)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(product);
        return is_grad_enabled() ? AddRecorded(module, x, product) : AddInPlace(module, x, product);
    }

    private Tensor AddInPlace(string module, Tensor x, Tensor product)
    {
        int start = 0;
        foreach (AdapterSpan span in _spans)
        {
            if (span.Adapter?.Find(module) is { } pair)
            {
                nn.functional.add_low_rank_(product, Dropped(x, span.Adapter), pair.A, pair.B, pair.Scaling, start, span.Count);
            }

            start += span.Count;
        }

        return product;
    }

    private Tensor AddRecorded(string module, Tensor x, Tensor product)
    {
        if (!_spans.Any(span => span.Adapter?.Find(module) is not null))
        {
            return product;
        }

        List<Tensor> changed = [];
        int start = 0;
        foreach (AdapterSpan span in _spans)
        {
            bool isAll = _spans.Length == 1;
            Tensor before = isAll ? product : product.narrow(0, start, span.Count);
            if (span.Adapter?.Find(module) is { } pair)
            {
                Tensor rows = isAll ? x : x.narrow(0, start, span.Count);
                Tensor low = nn.functional.linear(Dropped(rows, span.Adapter), pair.A.to(rows.dtype));

                // Added as it is multiplied: a pass over the whole product less.
                before = before.addmm(low, pair.B.to(rows.dtype).t(), alpha: (float)pair.Scaling);
            }

            changed.Add(before);
            start += span.Count;
        }

        return changed.Count == 1 ? changed[0] : cat(changed);
    }

    /// <summary>Some numbers set to 0 and the others raised in turn, as the adapter's configuration says.</summary>
    private Tensor Dropped(Tensor x, LoraAdapter adapter)
    {
        double dropout = adapter.Config.Dropout;
        return _dropout is null || dropout == 0 ? x : x * empty_like(x).bernoulli_(1 - dropout, _dropout).div_(1 - dropout);
    }
}
