using MiniHF.Engine.Models;

namespace MiniHF.Engine.Evaluation;

// T tokens of a window, C channels, V vocabulary

/// <summary>How well a model foresees a text.</summary>
public static class Perplexity
{
    /// <summary>Rows of logits at a time: a large vocabulary's would not fit the caches, nor much memory.</summary>
    private const int HeadRows = 128;

    /// <summary>
    /// Exp of the mean negative log-probability of every token but the first of each window, in windows beside each other. Computed in the
    /// model's own type, on as many threads as are set.
    /// </summary>
    /// <param name="ids">The text; what does not fill a last window is left out.</param>
    /// <param name="window">Tokens of a window, from 2 to the model's context.</param>
    public static double Of(CausalLM model, ReadOnlySpan<int> ids, int window, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, model.Config.ContextLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, window);
        using IDisposable noGrad = no_grad();
        double total = 0;
        long count = 0;
        for (int start = 0; start + window <= ids.Length; start += window)
        {
            ct.ThrowIfCancellationRequested();
            total += Loss(model, ids.Slice(start, window));
            count += window - 1;
        }

        return Math.Exp(total / count);
    }

    private static double Loss(CausalLM model, ReadOnlySpan<int> ids)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] wide = new long[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            wide[i] = ids[i];
        }

        Tensor text = tensor(wide, model.Device);
        Tensor hidden = model.Body(text, new DenseCausalAttention(1, ids.Length, model.Device)); // (T,C)
        double total = 0;
        for (int row = 0; row < ids.Length - 1; row += HeadRows)
        {
            using DisposeScope rows = NewDisposeScope();
            int count = Math.Min(HeadRows, ids.Length - 1 - row);
            Tensor logits = model.Head(hidden.narrow(0, row, count)); // (rows,V)
            total += count * nn.functional.cross_entropy(logits, text.narrow(0, row + 1, count)).item<double>();
        }

        return total;
    }
}
