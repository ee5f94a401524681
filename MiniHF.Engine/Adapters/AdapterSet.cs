namespace MiniHF.Engine.Adapters;

/// <summary>The adapters loaded beside a base model, by name. Safe from any thread.</summary>
public sealed class AdapterSet : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Loaded> _loaded = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>By name, in alphabetical order.</summary>
    public IReadOnlyList<AdapterDescription> List()
    {
        lock (_gate)
        {
            return [.. _loaded.Values.Select(loaded => loaded.Description).OrderBy(description => description.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>
    /// Takes an adapter over under a name. Another one of that name is unloaded, and freed when its last request ends; the very same
    /// one stays, and the new copy is freed.
    /// </summary>
    /// <param name="source">The directory it came from; empty where it came from none.</param>
    public AdapterDescription Add(string name, LoraAdapter adapter, string source = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(adapter);
        AdapterDescription description = AdapterDescription.Of(adapter, name, source);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_loaded.GetValueOrDefault(name) is { } known)
            {
                if (known.Description.Id == description.Id && known.Adapter != adapter)
                {
                    adapter.Dispose();
                    known.Description = description;
                    return description;
                }

                known.Release();
            }

            _loaded[name] = new Loaded(adapter, description);
        }

        return description;
    }

    /// <summary>Unloads an adapter: no new request can name it, and the last one that uses it frees it. False where it is not there.</summary>
    /// <param name="nameOrId">Every name it is loaded under, if this is its id.</param>
    public bool Remove(string nameOrId)
    {
        lock (_gate)
        {
            Loaded[] removed = [.. _loaded.Values.Where(loaded => loaded.IsCalled(nameOrId))];
            foreach (Loaded loaded in removed)
            {
                _loaded.Remove(loaded.Description.Name);
                loaded.Release();
            }

            return removed.Length > 0;
        }
    }

    /// <summary>Keeps an adapter until the lease is disposed.</summary>
    /// <exception cref="UserFacingException">None of that name or id is loaded.</exception>
    public AdapterLease Lease(string nameOrId)
    {
        lock (_gate)
        {
            Loaded? loaded = _loaded.GetValueOrDefault(nameOrId) ?? _loaded.Values.FirstOrDefault(loaded => loaded.IsCalled(nameOrId));
            return loaded?.Lease() ?? throw new UserFacingException(_loaded.Count == 0
                ? $"There is no adapter {nameOrId}: none is loaded on this model."
                : $"There is no adapter {nameOrId} loaded on this model; there is {string.Join(", ", _loaded.Keys.Order(StringComparer.Ordinal))}.");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (Loaded loaded in _loaded.Values)
            {
                loaded.Release();
            }

            _loaded.Clear();
        }
    }

    /// <summary>One adapter and how many hold it: the set, until it is unloaded, and every lease.</summary>
    private sealed class Loaded(LoraAdapter adapter, AdapterDescription description)
    {
        private int _holders = 1;

        public LoraAdapter Adapter { get; } = adapter;

        public AdapterDescription Description { get; set; } = description;

        public bool IsCalled(string nameOrId) => Description.Name == nameOrId || Description.Id == nameOrId;

        public AdapterLease Lease()
        {
            Interlocked.Increment(ref _holders);
            return new AdapterLease(Adapter, Release);
        }

        public void Release()
        {
            if (Interlocked.Decrement(ref _holders) == 0)
            {
                Adapter.Dispose();
            }
        }
    }
}
