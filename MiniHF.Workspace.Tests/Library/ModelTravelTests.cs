using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Tests.Fixtures;
using MiniHF.Workspace.Tests.Training;
using Npgsql;

namespace MiniHF.Workspace.Tests.Library;

/// <summary>A whole model that one machine added, on another: servers with data folders of their own on one database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ModelTravelTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly TrainingFolder _folder = new();
    private string _connection = "";
    private TestWorkspace _here = null!; // set by InitializeAsync before any test

    private string Elsewhere => _folder.PathOf("elsewhere");

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _here = await TestWorkspace.StartAsync(_connection);
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Model_WhoseDirectoryIsOnAnotherMachine_IsFetchedUnderItsNameAndLoaded()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Model, "notes.txt"), "stays");
        ModelEntry added = await _here.Models.AddAsync(_folder.Model, s_ada, CancellationToken.None);
        Directory.Move(_folder.Model, Elsewhere);
        await using TestWorkspace there = await TestWorkspace.StartAsync(_connection);
        await there.Models.LoadListAsync(CancellationToken.None);

        ITextGenerator loaded = await there.Models.LoadAsync("model", CancellationToken.None);

        string directory = await there.Models.DirectoryOfAsync("model", CancellationToken.None);
        Assert.Equal((added.Description?.Hash, "model", directory), (loaded.Model.Hash, Path.GetFileName(directory), loaded.Model.Source));
        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], Directory.EnumerateFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Elsewhere, "model.safetensors")), await File.ReadAllBytesAsync(Path.Combine(directory, "model.safetensors")));
    }

    [Fact]
    public async Task Model_LargerThanIsKept_IsUsedWhereItLies_NamedElsewhere_AndKeptWhenAddedAgain()
    {
        await using (TestWorkspace small = await TestWorkspace.StartAsync(_connection, new Dictionary<string, string?> { ["Engine:ModelMegabytes"] = "0" }))
        {
            await small.Models.AddAsync(_folder.Model, s_ada, CancellationToken.None);
            Assert.Equal(_folder.Model, await small.Models.DirectoryOfAsync("model", CancellationToken.None));
        }

        Directory.Move(_folder.Model, Elsewhere);
        await using TestWorkspace there = await TestWorkspace.StartAsync(_connection);
        await there.Models.LoadListAsync(CancellationToken.None);

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => there.Models.LoadAsync("model", CancellationToken.None));

        Assert.Equal(
            $"The model model lies in {_folder.Model} on the machine it was added on, and is not kept in the database: copy it to the same place here, or add it there again (what is larger than Engine:ModelMegabytes, 512, is not kept).",
            error.Message);
        Directory.Move(Elsewhere, _folder.Model);
        await there.Models.AddAsync(_folder.Model, s_ada, CancellationToken.None);
        Directory.Move(_folder.Model, Elsewhere);
        Assert.EndsWith("model", await there.Models.DirectoryOfAsync("model", CancellationToken.None), StringComparison.Ordinal);
        Assert.Single(there.Models.List(), model => !model.IsDefault);
    }

    [Fact]
    public async Task Verify_FilesChangedInTheDatabase_NamesTheModel()
    {
        await _here.Models.AddAsync(_folder.Model, s_ada, CancellationToken.None);
        IReadModel files = _here.Services.GetServices<IReadModel>().Single(model => model.Name == "files of models");
        NpgsqlDataSource database = _here.Services.GetRequiredService<NpgsqlDataSource>();
        Assert.Empty(await files.VerifyAsync(database, _ => { }, CancellationToken.None));
        await using NpgsqlCommand change = database.CreateCommand("update library_files set data = data || 'x' where name = 'config.json'");
        await change.ExecuteNonQueryAsync();

        StoreFault fault = Assert.Single(await files.VerifyAsync(database, _ => { }, CancellationToken.None));

        Assert.Equal(
            ("file", $"the model model: its files are not those that were added. Add it again from {_folder.Model}, or restore a backup."), (fault.Kind, fault.Words));
    }
}
