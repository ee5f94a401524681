using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore;

public sealed class HighWaterMarkTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private readonly HighWaterMark _mark = new(
        Options.Create(new EventStoreOptions { StaleSequenceThreshold = TimeSpan.Zero }), TimeProvider.System, NullLogger<HighWaterMark>.Instance);

    [Fact]
    public async Task Advance_NoHoles_FollowsTheLastPosition()
    {
        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(1), Numbered(2)], 0, CancellationToken.None);
        await using NpgsqlConnection connection = await Database.OpenConnectionAsync();

        Assert.Equal(HighWaterAdvance.Advanced, await _mark.AdvanceAsync(connection, CancellationToken.None));
        Assert.Equal(HighWaterAdvance.CaughtUp, await _mark.AdvanceAsync(connection, CancellationToken.None));
        Assert.Equal(2, await MarkAsync());
    }

    [Fact]
    public async Task Advance_EmptyStore_IsCaughtUp()
    {
        await using NpgsqlConnection connection = await Database.OpenConnectionAsync();

        Assert.Equal(HighWaterAdvance.CaughtUp, await _mark.AdvanceAsync(connection, CancellationToken.None));
    }

    [Fact]
    public async Task Advance_DeadHole_IsSkippedAndRecordedAndReadersGoOn()
    {
        await QueryAsync<long>("select nextval('mt_events_sequence')");
        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(2)], 0, CancellationToken.None);
        await using NpgsqlConnection connection = await Database.OpenConnectionAsync();
        IReadOnlyList<StoredEvent> before = await Store.ReadAllAsync(0, 10, CancellationToken.None);

        HighWaterAdvance[] steps =
        [
            await _mark.AdvanceAsync(connection, CancellationToken.None),
            await UntilNotWaitingAsync(connection),
        ];

        Assert.Equal([HighWaterAdvance.Waiting, HighWaterAdvance.Skipped], steps);
        Assert.Empty(before);
        Assert.Equal([2L], (await Store.ReadAllAsync(0, 10, CancellationToken.None)).Select(e => e.Position));
        Assert.Equal("0-2", await QueryAsync<string>("select starting_sequence || '-' || ending_sequence from mt_high_water_skips"));
    }

    [Fact]
    public async Task Advance_HoleOfALiveTransaction_WaitsForIt()
    {
        await using NpgsqlConnection slow = await Database.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await slow.BeginTransactionAsync();
        await using (NpgsqlCommand draw = new("select nextval('mt_events_sequence')", slow))
        {
            await draw.ExecuteNonQueryAsync();
        }

        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(2)], 0, CancellationToken.None);
        await using NpgsqlConnection connection = await Database.OpenConnectionAsync();

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HighWaterAdvance.Waiting, await _mark.AdvanceAsync(connection, CancellationToken.None));
        }

        await transaction.RollbackAsync();
        Assert.Equal(HighWaterAdvance.Skipped, await UntilNotWaitingAsync(connection));
        Assert.Equal(2, await MarkAsync());
    }

    [Fact]
    public async Task Advance_MarkBeyondTheSequence_IsPulledBack()
    {
        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(1)], 0, CancellationToken.None);
        await QueryAsync<object>("select mt_mark_event_progression('HighWaterMark', 99)::text");
        await using NpgsqlConnection connection = await Database.OpenConnectionAsync();

        await _mark.AdvanceAsync(connection, CancellationToken.None);

        Assert.Equal(1, await MarkAsync());
    }

    /// <summary>The server's own processes (autovacuum, other tests' transactions) may hold an older transaction for a moment.</summary>
    private async Task<HighWaterAdvance> UntilNotWaitingAsync(NpgsqlConnection connection)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        HighWaterAdvance advance;
        while ((advance = await _mark.AdvanceAsync(connection, patience.Token)) == HighWaterAdvance.Waiting)
        {
            await Task.Yield();
        }

        return advance;
    }

    private Task<long> MarkAsync() => QueryAsync<long>("select last_seq_id from mt_event_progression where name = 'HighWaterMark'");
}
