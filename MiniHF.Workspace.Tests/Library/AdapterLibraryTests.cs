using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Tests.Adapters;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Library;

/// <summary>Adapters in the library: added, read again, removed, and known to every server.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AdapterLibraryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();
    private static readonly Guid s_run = Guid.CreateVersion7();

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;
    private string _connection = "";
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    private string Mine => Path.Combine(_folder, "mine");

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
    }

    public async Task DisposeAsync()
    {
        await _workspace.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AddAdapter_OfARun_IsListedLoadedAndThereOnTheNextStart()
    {
        string id = await SaveAsync(seed: 1);

        AdapterEntry added = await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine, Role: AdapterRole.Generator, Run: s_run), s_ada, CancellationToken.None);
        IAdapterHost host = (IAdapterHost)await _workspace.Models.LoadAsync("", CancellationToken.None);

        Assert.Equal(("mine", "minihf-tiny", Mine, AdapterRole.Generator, (Guid?)s_run, false, id, null), Told(added));
        Assert.Equal(["mine"], host.Adapters.Select(adapter => adapter.Name));
        Assert.Equal(added, Assert.Single(_workspace.Models.ListAdapters("", AdapterRole.Generator)));
        Assert.Empty(_workspace.Models.ListAdapters("", AdapterRole.Evaluator));
        await using TestWorkspace next = await TestWorkspace.StartAsync(_connection);
        await next.Models.LoadListAsync(CancellationToken.None);
        Assert.Equal(Told(added) with { Id = null }, Told(Assert.Single(next.Models.ListAdapters())));
        Assert.Equal(id, (await next.Models.LoadAdapterAsync("", "mine", CancellationToken.None))?.Id);
    }

    [Fact]
    public async Task AddAdapter_OnOneServer_IsKnownToAnother()
    {
        await using TestWorkspace other = await TestWorkspace.StartAsync(_connection);
        TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable subscription = other.Models.Subscribe(() =>
        {
            if (other.Models.ListAdapters().Count == 1)
            {
                changed.TrySetResult();
            }

            return Task.CompletedTask;
        });
        await SaveAsync(seed: 1);

        await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None);

        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("mine", other.Models.ListAdapters()[0].Name);
    }

    [Fact]
    public async Task AddAdapter_KnownDirectoryTrainedFurther_IsReadAgainUnderItsName()
    {
        await SaveAsync(seed: 1);
        await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine, Run: s_run), s_ada, CancellationToken.None);
        string later = await SaveAsync(seed: 2);

        AdapterEntry again = await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine + "/"), s_ada, CancellationToken.None);

        Assert.Equal(("mine", later, s_run), (again.Name, again.Description?.Id, again.Run));
        Assert.Equal(again, Assert.Single(_workspace.Models.ListAdapters()));
    }

    [Fact]
    public async Task AddAdapter_NameThatIsTaken_GetsANumber()
    {
        await SaveAsync(seed: 1);
        await SaveAsync(seed: 2, "other");

        await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine, Name: "voice"), s_ada, CancellationToken.None);
        AdapterEntry second = await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Path.Combine(_folder, "other"), Name: "voice"), s_ada, CancellationToken.None);

        Assert.Equal("voice (2)", second.Name);
    }

    [Fact]
    public async Task AddAdapter_ForAnotherBase_SaysSoAndIsNotListed()
    {
        AdapterFixture.Write(Mine, "tiny-gptj", new LoraConfig(), seed: 1);

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(
            () => _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None));

        Assert.Contains("is for another base", error.Message, StringComparison.Ordinal);
        Assert.Empty(_workspace.Models.ListAdapters());
    }

    [Fact]
    public async Task RemoveAdapter_Listed_IsUnloadedAndGoneEverywhere()
    {
        await SaveAsync(seed: 1);
        await _workspace.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None);
        IAdapterHost host = (IAdapterHost)await _workspace.Models.LoadAsync("", CancellationToken.None);

        await _workspace.Models.RemoveAdapterAsync("mine", s_ada, CancellationToken.None);

        Assert.Empty(_workspace.Models.ListAdapters());
        Assert.Empty(host.Adapters);
        await using TestWorkspace next = await TestWorkspace.StartAsync(_connection);
        await next.Models.LoadListAsync(CancellationToken.None);
        Assert.Empty(next.Models.ListAdapters());
        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => next.Models.LoadAdapterAsync("", "mine", CancellationToken.None));
        Assert.Equal("The library has no adapter called mine. Choose another in the cell's settings.", error.Message);
    }

    [Fact]
    public async Task Settings_NameAdapters_AreListedForTheDefaultModelAndStay()
    {
        await SaveAsync(seed: 1);
        await using TestWorkspace workspace = await TestWorkspace.StartAsync(_connection, new Dictionary<string, string?>
        {
            ["Engine:Adapters:0:Directory"] = Mine,
            ["Engine:Adapters:0:Role"] = "Evaluator",
            ["Engine:Adapters:1:Directory"] = Path.Combine(_folder, "missing"),
            ["Engine:Adapters:1:Name"] = "lost",
        });

        AdapterDescription? loaded = await workspace.Models.LoadAdapterAsync("", "mine", CancellationToken.None);
        await Assert.ThrowsAsync<UserFacingException>(() => workspace.Models.LoadAdapterAsync("", "lost", CancellationToken.None));

        Assert.Equal(
            [("mine", AdapterRole.Evaluator, true, true), ("lost", AdapterRole.Both, true, false)],
            workspace.Models.ListAdapters().Select(adapter => (adapter.Name, adapter.Role, adapter.IsFromSettings, adapter.Problem is null)));
        Assert.NotNull(loaded);
        await Assert.ThrowsAsync<UserFacingException>(() => workspace.Models.RemoveAdapterAsync("mine", s_ada, CancellationToken.None));
    }

    [Fact]
    public async Task Judge_ThatComesWithTheModel_IsOnNoListAndCannotBeRemoved()
    {
        string judge = await _workspace.Models.ResolveJudgeAsync("", "", CancellationToken.None);

        Assert.Equal("minihf-judge", judge);
        Assert.Equal(judge, _workspace.Models.List()[0].Judge);
        Assert.Equal("", await _workspace.Models.ResolveJudgeAsync("", "none", CancellationToken.None));
        Assert.Equal("mine", await _workspace.Models.ResolveJudgeAsync("", "mine", CancellationToken.None));
        Assert.Empty(_workspace.Models.ListAdapters());
        Assert.NotNull(await _workspace.Models.LoadAdapterAsync("", judge, CancellationToken.None));
        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => _workspace.Models.RemoveAdapterAsync(judge, s_ada, CancellationToken.None));
        Assert.Equal("The adapter minihf-judge comes with minihf-tiny: choose \"none\" where it judges to do without.", error.Message);
    }

    private static (string Name, string Base, string Source, AdapterRole Role, Guid? Run, bool IsFromSettings, string? Id, string? Problem) Told(AdapterEntry entry) =>
        (entry.Name, entry.Base, entry.Source, entry.Role, entry.Run, entry.IsFromSettings, entry.Description?.Id, entry.Problem);

    private async Task<string> SaveAsync(long seed, string name = "mine")
    {
        TextGenerator generator = (TextGenerator)await _workspace.Models.LoadAsync("", CancellationToken.None);
        using LoraAdapter adapter = AdapterFixture.Trained(generator.Base, new LoraConfig(), seed, strength: 0.02);
        adapter.Save(Path.Combine(_folder, name), LanguageModels.Embedded);
        return adapter.Id;
    }
}
