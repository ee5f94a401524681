using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore;

[Collection(PostgresCollection.Name)]
public sealed class EventStoreSchemaTests(PostgresFixture postgres) : IAsyncLifetime
{
    private NpgsqlDataSource _database = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync() => _database = await postgres.CreateDatabaseAsync(empty: true);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Ensure_ManyServersAtOnce_AllSucceed()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Schema().EnsureAsync(CancellationToken.None))));

        await AppendAndReadAsync(new EventStoreOptions());
    }

    [Fact]
    public async Task Ensure_OtherSchema_KeepsEverythingThere()
    {
        EventStoreOptions options = new() { Schema = "writing" };
        await Schema(options).EnsureAsync(CancellationToken.None);

        await AppendAndReadAsync(options);

        Assert.Equal(0L, await QueryAsync("select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task Ensure_MigrationOfAFeature_IsAppliedOnce()
    {
        SchemaMigration step = new("feature", 1, "create table {schema}.feature_rows (id uuid primary key);");

        await Schema(null, step).EnsureAsync(CancellationToken.None);
        await Schema(null, step).EnsureAsync(CancellationToken.None);

        Assert.Equal(0L, await QueryAsync("select count(*) from feature_rows"));
    }

    [Fact]
    public async Task Ensure_DatabaseOfANewerBuild_IsRefusedAndLeftAlone()
    {
        SchemaMigration[] steps = [new("feature", 1, "select 1"), new("feature", 2, "select 1")];
        await Schema(null, steps).EnsureAsync(CancellationToken.None);

        EventStoreException e = await Assert.ThrowsAsync<EventStoreException>(() => Schema(null, steps[0]).EnsureAsync(CancellationToken.None));

        Assert.Equal("The database was upgraded by a newer MiniHF ('feature' is at step 2, this build knows 1). Update this one.", e.Message);
    }

    [Fact]
    public async Task Ensure_IndexDroppedByAnotherTool_IsMadeAgain()
    {
        await Schema().EnsureAsync(CancellationToken.None);
        await ExecuteAsync("drop index idx_mt_minihf_events_id");

        await Schema().EnsureAsync(CancellationToken.None);

        Assert.Equal(1L, await QueryAsync("select count(*) from pg_indexes where indexname = 'idx_mt_minihf_events_id'"));
    }

    [SharedFact]
    public async Task Ensure_DatabaseMadeByMarten_IsTakenOverWithItsRows()
    {
        await ExecuteAsync(await File.ReadAllTextAsync(SharedFiles.PathTo("marten_ddl.sql")));
        await ExecuteAsync(
            """
            select mt_quick_append_events('00000000-0000-0000-0000-000000000001', 'sample', '*DEFAULT*', array[gen_random_uuid()],
                array['sample_numbered'], array['Elsewhere.SampleNumbered, Elsewhere'], array['{"Number": 7}'::jsonb],
                array[null]::bytea[], array[now()], 0)
            """);

        await Schema().EnsureAsync(CancellationToken.None);
        PostgresEventStore store = Store(new EventStoreOptions());
        Guid stream = Guid.Parse("00000000-0000-0000-0000-000000000001");
        await store.AppendAsync(stream, "sample", [new EventToAppend(Guid.NewGuid(), new SampleNumbered(8))], 1, CancellationToken.None);

        Assert.Equal(
            [new SampleNumbered(7), new SampleNumbered(8)],
            (await store.ReadStreamAsync(stream, 0, null, CancellationToken.None)).Select(e => e.Data));
        // As Marten's own reader asks.
        Assert.Equal(
            "sample_numbered/MiniHF.Workspace.Tests.EventStore.SampleNumbered, MiniHF.Workspace.Tests/*DEFAULT*/2/2/{\"Number\": 8}",
            await QueryAsync(
                """
                select concat_ws('/', d.type, d.mt_dotnet_type, d.tenant_id, d.version, d.seq_id, d.data) from mt_events as d
                where d.is_archived = false and d.bdata is null and d.version = 2 and d.stream_id = '00000000-0000-0000-0000-000000000001'
                """));
    }

    private EventStoreSchema Schema(EventStoreOptions? options = null, params SchemaMigration[] migrations) =>
        new(_database, Options.Create(options ?? new EventStoreOptions()), migrations);

    private PostgresEventStore Store(EventStoreOptions options) => new(
        _database, new EventTypeRegistry().Add<SampleNumbered>(), [], Options.Create(options), TimeProvider.System);

    private async Task AppendAndReadAsync(EventStoreOptions options)
    {
        Guid stream = Guid.NewGuid();
        PostgresEventStore store = Store(options);
        await store.AppendAsync(stream, "sample", [new EventToAppend(Guid.NewGuid(), new SampleNumbered(1))], 0, CancellationToken.None);
        Assert.Equal([new SampleNumbered(1)], (await store.ReadAllAsync(0, 10, CancellationToken.None)).Select(e => e.Data));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> QueryAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
