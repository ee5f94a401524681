using System.Globalization;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library.Files;
using MiniHF.Workspace.Live;

namespace MiniHF.Workspace.Library;

/// <summary>The models this workspace can grow text with: the embedded one, those of the settings, and those people added. Loads each once, when first used.</summary>
public sealed partial class ModelLibrary : IAsyncDisposable
{
    private static readonly TimeSpan s_callbackInterval = TimeSpan.FromMilliseconds(100);

    private readonly IModelLoader _loader;
    private readonly PostgresEventStore _store;
    private readonly AdapterFiles _files;
    private readonly ModelFiles _modelFiles;
    private readonly ThrottledCallbacks _callbacks;
    private readonly Lock _gate = new();
    private readonly List<LibraryAdapter> _judges;
    private IReadOnlyList<LibraryModel> _models;

    public ModelLibrary(IModelLoader loader, PostgresEventStore store, AdapterFiles files, ModelFiles modelFiles, IOptions<ModelOptions> options, TimeProvider time, ILogger<ModelLibrary> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _loader = loader;
        _store = store;
        _files = files;
        _modelFiles = modelFiles;
        _callbacks = new ThrottledCallbacks(s_callbackInterval, time, logger);
        string chosen = options.Value.Directory;
        _models = [CreateFromSettings(NameOf(chosen), chosen, isDefault: true)];
        if (!SameDirectory(chosen, LanguageModels.Embedded))
        {
            _models = [.. _models, CreateFromSettings(FreeName(NameOf(LanguageModels.Embedded)), LanguageModels.Embedded, isDefault: false)];
        }

        _judges = CreateJudges();
        IncludeFromSettings(options.Value.Adapters);
    }

    /// <summary>Every model known, the default first.</summary>
    public IReadOnlyList<ModelEntry> List() => [.. _models.Select(model => model.Entry)];

    /// <summary>The models that are loaded into this process, with their names here.</summary>
    internal IReadOnlyList<(string Name, TextGenerator Model)> ListLoaded() =>
        [.. _models.Select(model => (model.Name, Model: model.Loaded)).Where(model => model.Model is not null).Select(model => (model.Name, model.Model!))]; // the others were left out

    /// <summary>
    /// Adds a model directory after checking that its configuration, tokenizer and weights can be read, and keeps its files for other machines
    /// where they are small enough.
    /// </summary>
    /// <exception cref="UserFacingException">The directory is no model we can run; names the file and the reason.</exception>
    public async Task<ModelEntry> AddAsync(string directory, PersonId by, CancellationToken ct)
    {
        string path = ModelOptions.Check(directory);
        LibraryModel? known = _models.FirstOrDefault(model => SameDirectory(model.Directory, path));
        LibraryModel added = known ?? Create(new ModelAdded(FreeName(NameOf(path)), path, by));
        // Reading the weights is the check: a file cut short shows here and not in the middle of somebody's sentence.
        await added.LoadAsync(ct).ConfigureAwait(false);
        if (added.Added is { Content: null } fact)
        {
            fact = fact with { Content = await _modelFiles.KeepAsync(path, ct).ConfigureAwait(false) };
            if (known is null || fact.Content is not null)
            {
                await AppendAsync(fact, ct).ConfigureAwait(false);
                added.Added = fact;
                Include(added);
            }
        }

        return added.Entry;
    }

    /// <summary>The model, loaded. An empty name is the default.</summary>
    /// <exception cref="UserFacingException">No such model, or it cannot be loaded.</exception>
    public Task<ITextGenerator> LoadAsync(string name, CancellationToken ct) => Find(name).LoadAsync(ct);

    /// <summary>The name the library knows a model by: what records say. An empty name is the default.</summary>
    /// <exception cref="UserFacingException">No such model.</exception>
    public string ResolveName(string name) => Find(name).Name;

    /// <summary>A directory of this machine that has a model's files, wherever it was added. An empty name is the default.</summary>
    /// <exception cref="UserFacingException">No such model, or its files are neither here nor in the database.</exception>
    public Task<string> DirectoryOfAsync(string name, CancellationToken ct) => Find(name).LocateAsync(ct);

    /// <summary>Calls back after the list or a model's state changed. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => _callbacks.Add(changed);

    public async ValueTask DisposeAsync()
    {
        foreach (LibraryModel model in _models)
        {
            await model.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes up what people added, on this or another server.</summary>
    internal async Task LoadListAsync(CancellationToken ct)
    {
        (LibraryState? added, long version) = await _store.AggregateAsync(LibraryStream.Id, LibraryStream.Fold, ct).ConfigureAwait(false);
        foreach (ModelAdded model in added.Models)
        {
            Include(Create(model));
        }

        foreach (AdapterAdded adapter in added.Adapters)
        {
            Include(adapter, version);
        }
    }

    private LibraryModel Find(string name) =>
        _models.FirstOrDefault(model => name.Length == 0 || model.Name == name)
        ?? throw new UserFacingException($"The library has no model called {name}. Choose another in the cell's settings.");

    private void Include(LibraryModel added)
    {
        lock (_gate)
        {
            if (_models.FirstOrDefault(model => model.Name == added.Name || SameDirectory(model.Directory, added.Directory)) is { } known)
            {
                // It may have been added again, to be kept.
                known.Added = known.Added is null ? null : known.Added with { Content = added.Added?.Content ?? known.Added.Content };
                return;
            }

            _models = [.. _models, added];
        }

        _callbacks.Signal();
    }

    private LibraryModel Create(ModelAdded added) => new(added.Name, added.Directory, isDefault: false, _loader, _modelFiles, _callbacks.Signal) { Added = added };

    private LibraryModel CreateFromSettings(string name, string directory, bool isDefault) => new(name, directory, isDefault, _loader, _modelFiles, _callbacks.Signal);

    private string FreeName(string name)
    {
        string free = name;
        for (int number = 2; free == NoJudge || _models.Any(model => model.Name == free || model.Judge == free) || _adapters.Any(adapter => adapter.Name == free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        }

        return free;
    }

    private static string NameOf(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    private static bool SameDirectory(string one, string other) => string.Equals(
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(other)), StringComparison.Ordinal);
}
