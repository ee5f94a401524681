using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Commands;

/// <summary>The verbs on the event store, as from a shell.</summary>
[Collection(PostgresCollection.Name)]
public sealed class DbCommandTests(PostgresFixture postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-").FullName;

    private string Archive => Path.Combine(_folder, "store.minihf");

    [Fact]
    public async Task Backup_AndRestore_BringEveryEventBack_AndAskBeforeTheyReplace()
    {
        string database = await postgres.CreateConnectionStringAsync();
        await WriteAsync(database, "Tales");

        ApplicationProcess kept = await RunAsync(database, "backup", Archive);
        Assert.Equal((0, true), (kept.ExitCode, File.Exists(Archive)));
        (await RunAsync(database, "backup", Archive)).AssertRefused("--force");

        await WriteAsync(database, "Written later");
        (await RunAsync(database, "restore", Archive)).AssertRefused("events in the database");
        ApplicationProcess restored = await RunAsync(database, "restore", Archive, "--force");
        Assert.Equal((0, true), (restored.ExitCode, restored.Output.Contains("Restored 2 events", StringComparison.Ordinal)));
        Assert.Equal(["Tales"], await TitlesAsync(database));
        ApplicationProcess verified = await RunAsync(database, "verify");
        Assert.Equal((0, true), (verified.ExitCode, verified.Output.Contains("all as it was written", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Restore_OfAFileThatIsCutOff_LeavesTheStoreAsItWas()
    {
        string database = await postgres.CreateConnectionStringAsync();
        await WriteAsync(database, "Tales");
        await RunAsync(database, "backup", Archive);
        byte[] whole = await File.ReadAllBytesAsync(Archive);
        await File.WriteAllBytesAsync(Archive, whole[..(whole.Length / 2)]);

        (await RunAsync(database, "restore", Archive, "--force")).AssertRefused("pg_restore failed");
        Assert.Equal(["Tales"], await TitlesAsync(database));

        await File.WriteAllTextAsync(Archive, "not an archive");
        (await RunAsync(database, "restore", Archive, "--force")).AssertRefused("is not a file that `db backup` made");
    }

    [Fact]
    public async Task Verify_OfAChangedEvent_PrintsALineAndEndsWithOne()
    {
        string database = await postgres.CreateConnectionStringAsync();
        await WriteAsync(database, "Tales");
        await ExecuteAsync(database, "update mt_events set data = jsonb_set(data, '{Title}', '\"Tails\"') where version = 1; update notebook_summaries set title = 'Tails'");

        ApplicationProcess verified = await RunAsync(database, "verify");

        string[] lines = verified.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((1, 2), (verified.ExitCode, lines.Length));
        Assert.Matches("^event 1 of [0-9a-f-]+ \\(“Tails”\\): this notebook_created is not what was appended", lines[0]);
        Assert.EndsWith(": 1 fault.", lines[1], StringComparison.Ordinal);
        await ExecuteAsync(database, "update notebook_summaries set title = 'Other'");
        Assert.Equal(0, (await RunAsync(database, "rebuild")).ExitCode);
        Assert.Equal(["Tails"], await TitlesAsync(database));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<ApplicationProcess> RunAsync(string database, params string[] arguments) => ApplicationProcess.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["MINIHF_POSTGRES"] = database },
        ["db", .. arguments]);

    private static async Task WriteAsync(string database, string title)
    {
        await using TestWorkspace workspace = await TestWorkspace.StartAsync(database);
        await workspace.Notebooks.CreateAsync(MiniHF.Workspace.Notebooks.NotebookId.New(), title, MiniHF.Workspace.Accounts.PersonId.New(), default);
    }

    private static async Task<string[]> TitlesAsync(string database)
    {
        await using TestWorkspace workspace = await TestWorkspace.StartAsync(database);
        return [.. (await workspace.Notebooks.ListAllAsync(default)).Select(notebook => notebook.Title)];
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
