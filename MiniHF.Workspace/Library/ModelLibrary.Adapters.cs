using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library;

/// <content>Adapters: small changes to a model, chosen wherever the model is.</content>
public sealed partial class ModelLibrary
{
    /// <summary>The stream's version that decided on each name last: the feed may bring what this server did itself, later.</summary>
    private readonly Dictionary<string, long> _decided = new(StringComparer.Ordinal);
    private IReadOnlyList<LibraryAdapter> _adapters = [];

    /// <summary>Every adapter known, in the order they came.</summary>
    public IReadOnlyList<AdapterEntry> ListAdapters() => [.. _adapters.Select(adapter => adapter.Entry)];

    /// <summary>The adapters that can be chosen for a purpose on a model.</summary>
    /// <param name="model">The model's name; empty for the default.</param>
    public IReadOnlyList<AdapterEntry> ListAdapters(string model, AdapterRole role)
    {
        string name = _models.FirstOrDefault(known => model.Length == 0 || known.Name == model)?.Name ?? model;
        return [.. ListAdapters().Where(adapter => adapter.Base == name && (adapter.Role & role) != 0)];
    }

    /// <summary>
    /// Adds an adapter directory after loading it beside its base, where it is ready from then on. One that is known already is read
    /// again: its directory may hold a later step of its training.
    /// </summary>
    /// <exception cref="UserFacingException">It is no adapter for this model; names the file and the reason.</exception>
    public async Task<AdapterEntry> AddAdapterAsync(AdapterToAdd adapter, PersonId by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (string.IsNullOrWhiteSpace(adapter.Directory))
        {
            throw new UserFacingException("Give the directory of an adapter: one with adapter_config.json and adapter_model.safetensors.");
        }

        string directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(adapter.Directory.Trim()));
        string baseName = Find(adapter.Base).Name;
        LibraryAdapter? known = _adapters.FirstOrDefault(other => other.Added.Base == baseName && SameDirectory(other.Added.Directory, directory));
        string name = known?.Name ?? FreeName(adapter.Name.Trim() is { Length: > 0 } given ? given : NameOf(directory));
        LibraryAdapter added = CreateAdapter(new AdapterAdded(name, directory, baseName, adapter.Role, "", adapter.Run, by), isFromSettings: false);

        // Loading is the check: an adapter for another base shows here and not when somebody writes with it.
        AdapterDescription description = await added.ReloadAsync(ct).ConfigureAwait(false);
        string? content = await _files.KeepAsync(directory, ct).ConfigureAwait(false);
        AdapterAdded fact = added.Added with { Id = description.Id, Run = adapter.Run ?? known?.Added.Run, Content = content };
        LibraryAdapter? kept = known is not null && (known.Entry.IsFromSettings || known.Added == fact with { By = known.Added.By }) ? known : null;
        if (kept is null)
        {
            kept = Include(fact, await AppendAsync(fact, ct).ConfigureAwait(false));
        }

        await kept.LoadAsync(ct).ConfigureAwait(false);
        _callbacks.Signal();
        return kept.Entry;
    }

    /// <summary>Takes an adapter off the list and out of memory. What is being written with it goes on; its directory stays.</summary>
    /// <exception cref="UserFacingException">The library has none of that name, or it is named in the settings.</exception>
    public async Task RemoveAdapterAsync(string name, PersonId by, CancellationToken ct)
    {
        LibraryAdapter removed = FindAdapter(name);
        if (_judges.Contains(removed))
        {
            throw new UserFacingException($"The adapter {name} comes with {removed.Added.Base}: choose \"{NoJudge}\" where it judges to do without.");
        }

        if (removed.Entry.IsFromSettings)
        {
            throw new UserFacingException($"The adapter {name} is named in the settings, under {ModelOptions.Section}:{nameof(ModelOptions.Adapters)}: take it out there.");
        }

        AdapterRemoved fact = new(name, by);
        await ExcludeAsync(fact, await AppendAsync(fact, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
    }

    /// <summary>Loads an adapter beside its model, if it is not there yet, so that requests can name it.</summary>
    /// <param name="model">The model's name; empty for the default.</param>
    /// <param name="adapter">Empty for none.</param>
    /// <returns>Null for none.</returns>
    /// <exception cref="UserFacingException">The library has none of that name for this model, or it cannot be loaded.</exception>
    public async Task<AdapterDescription?> LoadAdapterAsync(string model, string adapter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Length == 0)
        {
            return null;
        }

        string baseName = Find(model).Name;
        LibraryAdapter found = FindAdapter(adapter);
        if (found.Added.Base != baseName)
        {
            throw new UserFacingException($"The adapter {adapter} is for {found.Added.Base}, not for {baseName}. Choose another in the cell's settings.");
        }

        AdapterDescription description = await found.LoadAsync(ct).ConfigureAwait(false);
        _callbacks.Signal();
        return description;
    }

    /// <summary>A directory of this machine that has an adapter's files, wherever it was added.</summary>
    /// <exception cref="UserFacingException">The library has none of that name, or its files are neither here nor in the database.</exception>
    public Task<string> DirectoryOfAdapterAsync(string adapter, CancellationToken ct) => FindAdapter(adapter).DirectoryAsync(ct);

    /// <summary>Loads an adapter whose doings are on record, so that requests can name it by its id.</summary>
    /// <param name="id">What it did then, as a hash; empty for none.</param>
    /// <exception cref="UserFacingException">It is gone, cannot be loaded, or was changed since.</exception>
    public async Task RequireAdapterAsync(string model, string adapter, string id, CancellationToken ct)
    {
        AdapterDescription? loaded = await LoadAdapterAsync(model, adapter, ct).ConfigureAwait(false);
        if ((loaded?.Id ?? "") != id)
        {
            throw new UserFacingException($"The adapter {adapter} was changed since this was begun, so it cannot go on exactly. Begin anew instead.");
        }
    }

    /// <summary>Takes up what happened to the library on this or another server.</summary>
    internal async ValueTask TakeAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        foreach (StoredEvent stored in events)
        {
            switch (stored.Data)
            {
                case ModelAdded added:
                    Include(Create(added));
                    break;
                case AdapterAdded added:
                    Include(added, stored.Version);
                    break;
                case AdapterRemoved removed:
                    await ExcludeAsync(removed, stored.Version, ct).ConfigureAwait(false);
                    break;
            }
        }
    }

    private LibraryAdapter FindAdapter(string name) => _adapters.FirstOrDefault(adapter => adapter.Name == name)
        ?? _judges.Find(adapter => adapter.Name == name)
        ?? throw new UserFacingException($"The library has no adapter called {name}. Choose another in the cell's settings.");

    private LibraryAdapter CreateAdapter(AdapterAdded added, bool isFromSettings) =>
        new(added, isFromSettings, name => _models.FirstOrDefault(model => model.Name == name), _files.LocateAsync);

    private void IncludeFromSettings(IEnumerable<AdapterOptions> adapters)
    {
        foreach (AdapterOptions adapter in adapters)
        {
            string directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(adapter.Directory));
            string name = FreeName(adapter.Name.Length > 0 ? adapter.Name : NameOf(directory));
            _adapters = [.. _adapters, CreateAdapter(new AdapterAdded(name, directory, _models[0].Name, adapter.Role, "", null, PersonId.Workspace), isFromSettings: true)];
        }
    }

    /// <summary>The adapter as it is now known. One that says the same stays, loaded as it is.</summary>
    private LibraryAdapter Include(AdapterAdded added, long version)
    {
        lock (_gate)
        {
            bool isNews = IsNews(added.Name, version);
            if (_adapters.FirstOrDefault(adapter => adapter.Name == added.Name) is { } known)
            {
                if (!isNews || known.Added == added || known.Entry.IsFromSettings)
                {
                    return known;
                }

                LibraryAdapter later = CreateAdapter(added, isFromSettings: false);
                _adapters = [.. _adapters.Select(adapter => adapter == known ? later : adapter)];
                return later;
            }

            LibraryAdapter included = CreateAdapter(added, isFromSettings: false);
            if (isNews)
            {
                _adapters = [.. _adapters, included];
                _callbacks.Signal();
            }

            return included;
        }
    }

    private async Task ExcludeAsync(AdapterRemoved removed, long version, CancellationToken ct)
    {
        LibraryAdapter? known;
        lock (_gate)
        {
            known = IsNews(removed.Name, version)
                ? _adapters.FirstOrDefault(adapter => adapter.Name == removed.Name && !adapter.Entry.IsFromSettings)
                : null;
            _adapters = [.. _adapters.Where(adapter => adapter != known)];
        }

        if (known is not null)
        {
            await known.UnloadAsync(ct).ConfigureAwait(false);
            _callbacks.Signal();
        }
    }

    private bool IsNews(string name, long version)
    {
        bool isNews = version > _decided.GetValueOrDefault(name);
        _decided[name] = isNews ? version : _decided[name];
        return isNews;
    }

    /// <summary>Gives the stream's version with the event.</summary>
    private async Task<long> AppendAsync(LibraryEvent happened, CancellationToken ct)
    {
        AppendResult result = await _store.AppendAsync(
            LibraryStream.Id, LibraryStream.Type, [new(Guid.CreateVersion7(), happened)], expectedVersion: null, ct).ConfigureAwait(false);
        return result.Version;
    }
}
