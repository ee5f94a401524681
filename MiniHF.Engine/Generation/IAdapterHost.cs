using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

/// <summary>Something that continues text with adapters, loaded and unloaded while it works.</summary>
public interface IAdapterHost
{
    /// <summary>The adapters requests may name.</summary>
    IReadOnlyList<AdapterDescription> Adapters { get; }

    /// <summary>
    /// Loads an adapter's directory. Another one of that name is unloaded; requests that began with it go on with it.
    /// </summary>
    /// <param name="name">What requests call it; the directory's own name if empty.</param>
    /// <exception cref="UserFacingException">It is no adapter for this model; names the file and the reason.</exception>
    Task<AdapterDescription> LoadAdapterAsync(string directory, string name, CancellationToken ct);

    /// <summary>Unloads an adapter. Requests that began with it go on with it, the last one frees it. False where it is not there.</summary>
    bool UnloadAdapter(string nameOrId);
}
