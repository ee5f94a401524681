using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

/// <summary>Attention of one step over what was computed before: each token sees its own text up to itself.</summary>
public abstract class StepAttention : AttentionContext
{
    private readonly IReadOnlyList<CachedSpan> _spans;

    private protected StepAttention(IReadOnlyList<CachedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        _spans = spans;
    }

    /// <summary>The step is done: its tokens are part of their texts.</summary>
    public void Advance()
    {
        foreach (CachedSpan span in _spans)
        {
            span.Path.Advance(span.Count);
        }
    }
}
