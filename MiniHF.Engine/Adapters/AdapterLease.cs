namespace MiniHF.Engine.Adapters;

/// <summary>The right to use an adapter until disposed: it may be unloaded meanwhile, and goes when its last user lets go.</summary>
public sealed class AdapterLease : IDisposable
{
    private Action? _release;

    internal AdapterLease(LoraAdapter adapter, Action release)
    {
        Adapter = adapter;
        _release = release;
    }

    public LoraAdapter Adapter { get; }

    /// <summary>An adapter that the caller keeps alive, and leaves unchanged, for as long as it is used.</summary>
    public static AdapterLease Of(LoraAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return new AdapterLease(adapter, () => { });
    }

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
