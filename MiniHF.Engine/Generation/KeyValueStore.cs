using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

/// <summary>Where the keys and values of a model's texts are, and how the tokens of a step see them. Belongs to the engine's thread.</summary>
public abstract class KeyValueStore : IDisposable
{
    private protected KeyValueStore(KeyValueLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
    }

    public KeyValueLayout Layout { get; }

    /// <summary>The store that suits where and how a model is run.</summary>
    public static KeyValueStore For(CausalLM model)
    {
        ArgumentNullException.ThrowIfNull(model);
        KeyValueLayout layout = KeyValueLayout.Of(model);
        return model.Path == ExecutionPath.HostKernels ? new HostKeyValueStore(layout) : new PooledKeyValueStore(layout, model.Device);
    }

    /// <summary>Room for so many consecutive tokens of a text.</summary>
    public abstract KeyValueSegment Allocate(int capacity);

    /// <summary>Makes room in every path for a step's tokens. The caller commits with <see cref="StepAttention.Advance"/> once all layers ran.</summary>
    /// <param name="spans">The tokens, each path once at most.</param>
    /// <param name="adapters">Which of them an adapter changes the layers for; null for none.</param>
    public abstract StepAttention Attend(IReadOnlyList<CachedSpan> spans, AdapterRows? adapters = null);

    /// <summary>Frees what the store itself holds. No path may be used afterwards.</summary>
    public virtual void Dispose()
    {
    }
}
