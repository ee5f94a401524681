using MiniHF.Engine.Models;

namespace MiniHF.Engine.Adapters;

/// <summary>
/// An adapter merged into its base, which then has its changes at no cost a step, and for every text. The changed matrices are made
/// anew and the base's own are kept aside, so that disposing this brings back every bit of them.
/// Merge and unmerge while nothing runs the model: what an engine keeps of earlier texts would be the other model's.
/// </summary>
public sealed class MergedAdapter : IDisposable
{
    private readonly List<(LinearLayer Layer, WeightMatrix Original, PlainMatrix Merged)> _changed = [];

    private MergedAdapter()
    {
    }

    /// <summary>W + scaling · B A for every layer the adapter changes.</summary>
    /// <param name="adapter">It may be disposed afterwards.</param>
    /// <param name="type">What the merged matrices are kept as. Float32 rounds nothing away; BFloat16 takes the memory the base has mostly.</param>
    public static MergedAdapter Merge(LoraAdapter adapter, CausalLM model, ScalarType type = float32)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(model);
        using IDisposable noGrad = no_grad();
        MergedAdapter merged = new();
        foreach (LinearLayer layer in model.Projections)
        {
            if (adapter.Find(layer.Name) is { } pair)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor plain = layer.Weight.Look(arange(layer.Outputs, int64, layer.Weight.Device)).to(float32);
                Tensor sum = plain + (pair.B.matmul(pair.A) * pair.Scaling);
                PlainMatrix changed = new(sum.to(type).contiguous().DetachFromDisposeScope());
                merged._changed.Add((layer, layer.Exchange(changed), changed));
            }
        }

        return merged;
    }

    /// <summary>Brings the base's own matrices back.</summary>
    /// <exception cref="InvalidOperationException">Another adapter was merged since, and is still: unmerge the last one first.</exception>
    public void Dispose()
    {
        if (_changed.Any(change => change.Layer.Weight != change.Merged))
        {
            throw new InvalidOperationException("Another adapter was merged into these layers since. Unmerge them in the other order, the last one first.");
        }

        foreach ((LinearLayer layer, WeightMatrix original, PlainMatrix merged) in _changed)
        {
            layer.Exchange(original);
            merged.Weight.Dispose();
        }

        _changed.Clear();
    }
}
