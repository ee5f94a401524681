using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Library;

/// <summary>One adapter: loaded beside its base when first asked for.</summary>
/// <param name="findModel">The model of a name; null where the library has none.</param>
/// <param name="locate">Where its files are on this machine.</param>
internal sealed class LibraryAdapter(
    AdapterAdded added, bool isFromSettings, Func<string, LibraryModel?> findModel, Func<AdapterAdded, CancellationToken, Task<string>> locate)
{
    private AdapterDescription? _description;
    private string? _problem;

    public AdapterAdded Added { get; } = added;

    public string Name => Added.Name;

    public AdapterEntry Entry => new(
        Name, Added.Base, Added.Directory, Added.Role, Added.Run, isFromSettings, _description, findModel(Added.Base) is null ? NoBase : _problem);

    private string NoBase => $"Its base model, {Added.Base}, is not in the library: add it.";

    /// <exception cref="UserFacingException">The base or the adapter cannot be loaded; names the file and the reason.</exception>
    public async Task<AdapterDescription> LoadAsync(CancellationToken ct)
    {
        IAdapterHost host = await HostAsync(ct).ConfigureAwait(false);
        AdapterDescription? loaded = host.Adapters.FirstOrDefault(adapter => adapter.Name == Name && adapter.Source == _description?.Source);
        return loaded is not null && loaded.Id == _description?.Id ? loaded : await ReloadAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Reads the directory, again if need be: what is in it may be a later step of its training.</summary>
    public async Task<AdapterDescription> ReloadAsync(CancellationToken ct)
    {
        IAdapterHost host = await HostAsync(ct).ConfigureAwait(false);
        try
        {
            _description = await host.LoadAdapterAsync(await DirectoryAsync(ct).ConfigureAwait(false), Name, ct).ConfigureAwait(false);
            _problem = null;
            return _description;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
            throw;
        }
    }

    /// <summary>A directory of this machine that has its files. What settings name, or is only about to be added, is where it is said to be.</summary>
    /// <exception cref="UserFacingException">There is none; says where they lie.</exception>
    public Task<string> DirectoryAsync(CancellationToken ct) => Added.Id.Length == 0 ? Task.FromResult(Added.Directory) : locate(Added, ct);

    public async Task UnloadAsync(CancellationToken ct)
    {
        if (findModel(Added.Base)?.Entry.State == ModelState.Ready)
        {
            (await HostAsync(ct).ConfigureAwait(false)).UnloadAdapter(Name);
        }
    }

    private async Task<IAdapterHost> HostAsync(CancellationToken ct)
    {
        LibraryModel model = findModel(Added.Base) ?? throw new UserFacingException(NoBase);
        return await model.LoadAsync(ct).ConfigureAwait(false) as IAdapterHost
            ?? throw new UserFacingException($"{model.Name} does not take adapters: choose a model that runs in this process.");
    }
}
