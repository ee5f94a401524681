using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore;

/// <summary>A database of its own for every test, and a store on it.</summary>
[Collection(PostgresCollection.Name)]
public abstract class EventStoreTestBase(PostgresFixture postgres) : IAsyncLifetime
{
    protected PostgresFixture Postgres { get; } = postgres;

    protected NpgsqlDataSource Database { get; private set; } = null!; // set by InitializeAsync before any test

    protected PostgresEventStore Store { get; private set; } = null!; // as above

    public virtual async Task InitializeAsync()
    {
        Database = await Postgres.CreateDatabaseAsync();
        Store = CreateStore();
    }

    public virtual async Task DisposeAsync() => await Database.DisposeAsync();

    protected static EventTypeRegistry Types() =>
        new EventTypeRegistry().Add<SampleStarted>().Add<SampleNumbered>().Add<SampleDetailed>();

    protected PostgresEventStore CreateStore(params IInlineProjection[] projections) =>
        new(Database, Types(), projections, Options.Create(new EventStoreOptions()), TimeProvider.System);

    protected static EventToAppend Numbered(int number) => new(Guid.NewGuid(), new SampleNumbered(number));

    protected async Task<T> QueryAsync<T>(string sql)
    {
        await using NpgsqlCommand command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!; // the tests' own queries return a value
    }

    protected Task<long> HolesAsync() => QueryAsync<long>(
        "select (select case when is_called then last_value else 0 end from mt_events_sequence) - (select count(*) from mt_events)");
}
