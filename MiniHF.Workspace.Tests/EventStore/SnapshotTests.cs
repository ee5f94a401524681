using System.Collections.Immutable;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore;

public sealed class SnapshotTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private readonly Guid _stream = Guid.NewGuid();

    public sealed record Numbers(ImmutableArray<int> All);

    [Fact]
    public async Task Aggregate_MissingStream_IsInitialAtVersionZero()
    {
        (Numbers state, long version) = await Store.AggregateAsync(_stream, Fold(), CancellationToken.None);

        Assert.Equal((0, 0L), (state.All.Length, version));
    }

    [Fact]
    public async Task Aggregate_WithSnapshot_FoldsOnlyWhatCameAfter()
    {
        await AppendAsync(1, 2, 3);
        await SaveAsync(Fold(), 2);
        int evolved = 0;

        (Numbers state, long version) = await Store.AggregateAsync(_stream, Fold(() => evolved++), CancellationToken.None);

        Assert.Equal("1,2,3 at 3, 1 evolved", $"{string.Join(',', state.All)} at {version}, {evolved} evolved");
    }

    [Fact]
    public async Task Aggregate_UpToAnEarlierVersion_IgnoresALaterSnapshot()
    {
        await AppendAsync(1, 2, 3);
        await SaveAsync(Fold(), 3);

        (Numbers state, long version) = await Store.AggregateAsync(_stream, Fold(), 2, CancellationToken.None);

        Assert.Equal("1,2 at 2", $"{string.Join(',', state.All)} at {version}");
    }

    [Theory]
    [InlineData("update mt_minihf_snapshots set data = data || '\\x00'::bytea")]
    [InlineData("update mt_minihf_snapshots set data = '\\x00'::bytea, hash = sha256('\\x00'::bytea)")]
    [InlineData("update mt_minihf_snapshots set schema_version = 0")]
    [InlineData("update mt_minihf_snapshots set version = 9")]
    [InlineData("update mt_minihf_snapshots set last_event_id = gen_random_uuid()")]
    public async Task Aggregate_SnapshotThatCannotBeTrusted_IsIgnored(string damage)
    {
        await AppendAsync(1, 2, 3);
        await SaveAsync(Fold(), 3);
        await using (NpgsqlCommand command = Database.CreateCommand(damage))
        {
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        (Numbers state, long version) = await Store.AggregateAsync(_stream, Fold(), CancellationToken.None);

        Assert.Equal("1,2,3 at 3", $"{string.Join(',', state.All)} at {version}");
    }

    [Fact]
    public async Task SaveSnapshot_OlderThanTheOneThere_ChangesNothing()
    {
        await AppendAsync(1, 2, 3);
        await SaveAsync(Fold(), 3);
        await SaveAsync(Fold(), 1);

        Assert.Equal(3, await QueryAsync<long>("select version from mt_minihf_snapshots"));
    }

    private static Fold<Numbers> Fold(Action? evolving = null) => new("numbers", 1, new Numbers([]), (state, stored) =>
    {
        evolving?.Invoke();
        return new Numbers(state.All.Add(((SampleNumbered)stored.Data).Number));
    });

    private Task AppendAsync(params int[] numbers) =>
        Store.AppendAsync(_stream, "sample", [.. numbers.Select(Numbered)], null, CancellationToken.None);

    private async Task SaveAsync(Fold<Numbers> fold, long version)
    {
        (Numbers state, _) = await Store.AggregateAsync(_stream, fold, version, CancellationToken.None);
        await Store.SaveSnapshotAsync(_stream, fold, state, version, CancellationToken.None);
    }
}
