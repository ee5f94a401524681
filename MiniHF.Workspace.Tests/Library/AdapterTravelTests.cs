using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Tests.Adapters;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Library;

/// <summary>An adapter that one machine added, on another: servers with data folders of their own on one database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AdapterTravelTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;
    private string _connection = "";
    private TestWorkspace _here = null!; // set by InitializeAsync before any test

    private string Mine => Path.Combine(_folder, "mine");

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _here = await TestWorkspace.StartAsync(_connection);
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Adapter_WhoseDirectoryIsOnAnotherMachine_IsFetchedAndDoesTheSame()
    {
        string id = await SaveAsync(seed: 1);
        await _here.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None);
        Directory.Move(Mine, Path.Combine(_folder, "elsewhere"));
        await using TestWorkspace there = await TestWorkspace.StartAsync(_connection);
        await there.Models.LoadListAsync(CancellationToken.None);

        AdapterDescription? loaded = await there.Models.LoadAdapterAsync("", "mine", CancellationToken.None);

        string directory = await there.Models.DirectoryOfAdapterAsync("mine", CancellationToken.None);
        Assert.Equal((id, directory), (loaded?.Id, loaded?.Source));
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors"], Directory.EnumerateFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Mine, there.Models.ListAdapters()[0].Source);
    }

    [Fact]
    public async Task Adapter_WhoseDirectoryHoldsSomethingElseHere_IsTheOneThatWasAdded()
    {
        string id = await SaveAsync(seed: 1);
        await _here.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None);
        await SaveAsync(seed: 2);
        await using TestWorkspace there = await TestWorkspace.StartAsync(_connection);
        await there.Models.LoadListAsync(CancellationToken.None);

        Assert.Equal(id, (await there.Models.LoadAdapterAsync("", "mine", CancellationToken.None))?.Id);
    }

    [Fact]
    public async Task Adapter_LargerThanIsKept_IsUsedWhereItLiesAndNamedElsewhere()
    {
        await SaveAsync(seed: 1);
        await using TestWorkspace small = await TestWorkspace.StartAsync(_connection, new Dictionary<string, string?> { ["Engine:AdapterMegabytes"] = "0" });
        await small.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None);
        Assert.NotNull(await small.Models.LoadAdapterAsync("", "mine", CancellationToken.None));
        Directory.Move(Mine, Path.Combine(_folder, "elsewhere"));
        await using TestWorkspace there = await TestWorkspace.StartAsync(_connection);
        await there.Models.LoadListAsync(CancellationToken.None);

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => there.Models.LoadAdapterAsync("", "mine", CancellationToken.None));

        Assert.Equal(
            $"The adapter mine lies in {Mine} on the machine it was added on, and is not kept in the database: copy it here, or add it there again (what is larger than Engine:AdapterMegabytes, 512, is not kept).",
            error.Message);
    }

    [Fact]
    public async Task Verify_FilesChangedInTheDatabase_NamesTheAdapter()
    {
        await SaveAsync(seed: 1);
        await _here.Models.AddAdapterAsync(new AdapterToAdd(Mine), s_ada, CancellationToken.None);
        IReadModel files = _here.Services.GetServices<IReadModel>().Single(model => model.Name == "files of adapters");
        NpgsqlDataSource database = _here.Services.GetRequiredService<NpgsqlDataSource>();
        Assert.Empty(await files.VerifyAsync(database, _ => { }, CancellationToken.None));
        await using NpgsqlCommand change = database.CreateCommand("update library_files set data = data || 'x' where name = 'adapter_config.json'");
        await change.ExecuteNonQueryAsync();

        StoreFault fault = Assert.Single(await files.VerifyAsync(database, _ => { }, CancellationToken.None));

        Assert.Equal(
            ("file", $"the adapter mine: its files are not those that were added. Add it again from {Mine}, or restore a backup."), (fault.Kind, fault.Words));
    }

    private async Task<string> SaveAsync(long seed)
    {
        TextGenerator generator = (TextGenerator)await _here.Models.LoadAsync("", CancellationToken.None);
        using LoraAdapter adapter = AdapterFixture.Trained(generator.Base, new LoraConfig(), seed, strength: 0.02);
        adapter.Save(Mine, LanguageModels.Embedded);
        return adapter.Id;
    }
}
