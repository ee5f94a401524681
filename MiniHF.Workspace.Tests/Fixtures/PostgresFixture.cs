using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Postgres;
using Npgsql;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>
/// One real Postgres for the whole test run, started by the product's own code in a temporary folder. Without Postgres installed
/// the tests fail; they are not skipped.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-tests-").FullName;
    private readonly EmbeddedPostgres _server;

    public PostgresFixture()
    {
        _server = new EmbeddedPostgres(
            new EmbeddedPostgresOptions
            {
                DataFolder = Path.Combine(_folder, "data"),
                RootFallbackFolder = Path.Combine(_folder, "cluster"),
                // Nothing here needs to survive the machine.
                Settings = new Dictionary<string, string> { ["fsync"] = "off", ["max_connections"] = "300" },
            },
            TimeProvider.System,
            NullLogger<EmbeddedPostgres>.Instance);
    }

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            // A temporary folder is closed to others; the server's user must get through it when the tests run as root.
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        await _server.StartAsync(CancellationToken.None);
        await using NpgsqlDataSource template = Open("minihf");
        await using NpgsqlCommand create = template.CreateCommand("create database base");
        await create.ExecuteNonQueryAsync();
        await using NpgsqlDataSource prepared = Open("base");
        await new EventStoreSchema(prepared, Options.Create(new EventStoreOptions()), []).EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A database of its own, with the event store's tables (without those of any feature), or empty.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(bool empty = false)
    {
        string name = $"test_{Guid.NewGuid():N}";
        await using NpgsqlDataSource admin = Open("minihf");
        await using NpgsqlCommand create = admin.CreateCommand($"create database {name}{(empty ? "" : " template base")}");
        await create.ExecuteNonQueryAsync();
        return Open(name);
    }

    /// <summary>The connection string of such a database, for an app that opens it itself.</summary>
    public async Task<string> CreateConnectionStringAsync(bool empty = false)
    {
        await using NpgsqlDataSource database = await CreateDatabaseAsync(empty);
        return database.ConnectionString;
    }

    private NpgsqlDataSource Open(string database) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Database = database,
        // Many databases live at once; a template must have no connection left.
        MaxPoolSize = 20,
        Pooling = database.StartsWith("test_", StringComparison.Ordinal),
    });
}
