namespace MiniHF.Engine.Torch;

/// <summary>
/// Disposes the tensors made on its thread while it was the innermost scope, save those that were moved out. It belongs to the
/// thread that opened it: never hold one over an <c>await</c>.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly List<torch.Tensor> _tensors = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _disposed;

    internal DisposeScope()
    {
        OuterScope = DisposeScopeManager.Current;
        DisposeScopeManager.Current = this;
    }

    /// <summary>The scope that is innermost again when this one ends.</summary>
    public DisposeScope? OuterScope { get; }

    /// <summary>Tensors the scope would dispose now.</summary>
    public int DisposablesCount => _tensors.Count;

    /// <summary>Hands a tensor to the scope around this one, or to nobody where there is none.</summary>
    public torch.Tensor MoveToOuter(torch.Tensor tensor)
    {
        Detach(tensor);
        OuterScope?.Add(tensor);
        return tensor;
    }

    /// <summary>Takes a tensor out of every scope: whoever holds it disposes it.</summary>
    public torch.Tensor Detach(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(_disposed, this);
        tensor.Scope?.Remove(tensor);
        return tensor;
    }

    /// <summary>Takes a tensor into this scope.</summary>
    public torch.Tensor Attach(torch.Tensor tensor)
    {
        Detach(tensor);
        Add(tensor);
        return tensor;
    }

    /// <summary>Disposes all of the scope's tensors except these.</summary>
    public void DisposeEverythingBut(params ReadOnlySpan<torch.Tensor> keep)
    {
        foreach (var tensor in keep)
        {
            ArgumentNullException.ThrowIfNull(tensor);
        }

        for (var i = _tensors.Count - 1; i >= 0; i--)
        {
            var tensor = _tensors[i];
            var kept = false;
            foreach (var candidate in keep)
            {
                kept |= ReferenceEquals(candidate, tensor);
            }

            if (!kept)
            {
                tensor.Dispose();
            }
        }
    }

    /// <summary>Disposes all of the scope's tensors.</summary>
    public void DisposeEverything() => DisposeEverythingBut();

    /// <summary>Disposes what is left and makes the outer scope the innermost.</summary>
    /// <exception cref="InvalidOperationException">Another thread opened the scope, or a scope inside it is still open.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (!ReferenceEquals(DisposeScopeManager.Current, this))
        {
            throw new InvalidOperationException(
                "A dispose scope was closed on another thread or before a scope inside it. Scopes close innermost first, on the thread that opened them.");
        }

        _disposed = true;
        DisposeScopeManager.Current = OuterScope;
        DisposeEverything();
    }

    internal void Add(torch.Tensor tensor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        tensor.Scope = this;
        tensor.ScopeIndex = _tensors.Count;
        _tensors.Add(tensor);
    }

    internal void Remove(torch.Tensor tensor)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            // The list is the owning thread's alone. Disposing twice does no harm, so a tensor disposed elsewhere stays listed.
            return;
        }

        var last = _tensors[^1];
        _tensors[tensor.ScopeIndex] = last;
        last.ScopeIndex = tensor.ScopeIndex;
        _tensors.RemoveAt(_tensors.Count - 1);
        tensor.Scope = null;
    }
}
