using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Library.Files;

namespace MiniHF.Workspace.Library;

/// <summary>One model: loaded once, when first asked for; after a failure the next asker tries again.</summary>
internal sealed class LibraryModel(string name, string directory, bool isDefault, IModelLoader loader, ModelFiles files, Action changed) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<ITextGenerator>? _loading;

    public string Name { get; } = name;

    /// <summary>Where it was added, which may be on another machine.</summary>
    public string Directory { get; } = directory;

    /// <summary>The fact that it was added; null where the settings name it, or where it ships.</summary>
    public ModelAdded? Added { get; set; }

    /// <summary>Name of the adapter that comes with it to judge with; empty where none does.</summary>
    public string Judge { get; } = LanguageModels.JudgeOf(directory) is { } judge ? Path.GetFileName(judge) : "";

    public ModelEntry Entry
    {
        get
        {
            Task<ITextGenerator>? loading = _loading;
            ModelEntry entry = loading switch
            {
                null => new ModelEntry(Name, Directory, isDefault, ModelState.NotLoaded, null, null),
                { IsCompletedSuccessfully: true } => new ModelEntry(Name, Directory, isDefault, ModelState.Ready, loading.GetAwaiter().GetResult().Model, null),
                { IsCompleted: true } => new ModelEntry(Name, Directory, isDefault, ModelState.Failed, null, ProblemOf(loading)),
                _ => new ModelEntry(Name, Directory, isDefault, ModelState.Loading, null, null),
            };
            return entry with { Judge = Judge };
        }
    }

    /// <summary>The model once it runs in this process; null before, and where it runs elsewhere.</summary>
    public TextGenerator? Loaded => _loading is { IsCompletedSuccessfully: true } loading ? loading.GetAwaiter().GetResult() as TextGenerator : null;

    public Task<ITextGenerator> LoadAsync(CancellationToken ct)
    {
        Task<ITextGenerator> loading;
        lock (_gate)
        {
            if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // Not the asker's token: others wait for the same model.
                _loading = Task.Run(() => LocateAndLoadAsync(CancellationToken.None), CancellationToken.None);
                _ = _loading.ContinueWith(_ => changed(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                changed();
            }

            loading = _loading;
        }

        return loading.WaitAsync(ct);
    }

    /// <summary>A directory of this machine that has its files.</summary>
    /// <exception cref="UserFacingException">There is none; says where they lie.</exception>
    public Task<string> LocateAsync(CancellationToken ct) => Added is { } added ? files.LocateAsync(added, ct) : Task.FromResult(Directory);

    public async ValueTask DisposeAsync()
    {
        if (_loading is { } loading)
        {
            await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (loading.IsCompletedSuccessfully)
            {
                await loading.GetAwaiter().GetResult().DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<ITextGenerator> LocateAndLoadAsync(CancellationToken ct) =>
        await loader.LoadAsync(await LocateAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    private static string ProblemOf(Task loading) => loading.Exception?.InnerException switch
    {
        UserFacingException e => e.Message,
        { } e => $"It cannot be loaded: {e.Message.ReplaceLineEndings(" ")}",
        null => "Loading was stopped.",
    };
}
