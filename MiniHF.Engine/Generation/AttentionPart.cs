namespace MiniHF.Engine.Generation;

// B texts, G query heads of a key/value head, D head width

/// <summary>
/// Softmax attention over a part of what a query sees, with what it takes to join it to the other part: for each query the largest
/// score, the sum of the exponentials relative to it, and the values weighted by these. Float32.
/// </summary>
/// <param name="Largest">(…, 1).</param>
/// <param name="Sum">(…, 1).</param>
/// <param name="Weighted">(…, D).</param>
internal readonly record struct AttentionPart(Tensor Largest, Tensor Sum, Tensor Weighted)
{
    /// <summary>A score that leaves nothing of its exponential, and is a number.</summary>
    private const double Nothing = -1e30;

    /// <param name="q">(…, queries, D).</param>
    /// <param name="k">(…, L, D).</param>
    /// <param name="v">(…, L, D).</param>
    /// <param name="hidden">What takes no part, broadcast to (…, queries, L); null for nothing.</param>
    public static AttentionPart Of(Tensor q, Tensor k, Tensor v, Tensor? hidden)
    {
        Tensor scores = (q * (1 / Math.Sqrt(q.size(-1)))).matmul(k.transpose(-2, -1)).to(float32);
        if (hidden is not null)
        {
            scores = scores.masked_fill(hidden, Nothing);
        }

        Tensor largest = scores.amax(-1, keepdim: true);
        Tensor exponentials = (scores - largest).exp_();
        return new AttentionPart(largest, exponentials.sum(-1, keepdim: true), exponentials.to(v.dtype).matmul(v).to(float32));
    }

    /// <summary>Both parts' attention.</summary>
    public static Tensor Join(AttentionPart one, AttentionPart other)
    {
        Tensor largest = one.Largest.maximum(other.Largest);
        Tensor first = (one.Largest - largest).exp_();
        Tensor second = (other.Largest - largest).exp_();
        return ((one.Weighted * first) + (other.Weighted * second)) / ((one.Sum * first) + (other.Sum * second));
    }

    /// <summary>This part's attention, where there is no other.</summary>
    public Tensor Result() => Weighted / Sum;

    /// <summary>(H, B·G, …) as (H, B, G, …).</summary>
    public AttentionPart View(long heads, long texts, long group) => Each(tensor => tensor.view(heads, texts, group, -1));

    /// <summary>Some of the texts of (H, B, G, …).</summary>
    public AttentionPart Narrow(long start, long count) => Each(tensor => tensor.narrow(1, start, count));

    private AttentionPart Each(Func<Tensor, Tensor> change) => new(change(Largest), change(Sum), change(Weighted));
}
