using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore;

public sealed class EventFeedTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Channel<StoredEvent> _received = Channel.CreateUnbounded<StoredEvent>();
    private EventFeed _feed = null!; // set by InitializeAsync before any test

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        // So long a poll that what arrives was notified.
        _feed = CreateFeed(TimeSpan.FromMinutes(10));
        await _feed.StartAsync(CancellationToken.None);
    }

    public override async Task DisposeAsync()
    {
        await _feed.StopAsync(CancellationToken.None);
        _feed.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Feed_ConcurrentWriters_HandsOutEveryEventOnceInOrderOfPosition()
    {
        Guid[] streams = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];
        using IDisposable subscription = _feed.Subscribe(null, ReceiveAsync);

        await Task.WhenAll(streams.Select(async stream =>
        {
            for (int i = 0; i < 25; i++)
            {
                await Store.AppendAsync(stream, "sample", [Numbered(i)], i, CancellationToken.None);
            }
        }));
        List<StoredEvent> events = await TakeAsync(200);

        Assert.Equal(Enumerable.Range(1, 200).Select(position => (long)position), events.Select(e => e.Position));
        Assert.All(streams, stream => Assert.Equal(
            Enumerable.Range(1, 25).Select(version => (long)version), events.Where(e => e.StreamId == stream).Select(e => e.Version)));
    }

    [Fact]
    public async Task Feed_SubscriptionToOneStream_GetsThatStreamOnly()
    {
        Guid mine = Guid.NewGuid();
        using IDisposable subscription = _feed.Subscribe(mine, ReceiveAsync);

        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(1)], 0, CancellationToken.None);
        await Store.AppendAsync(mine, "sample", [Numbered(2)], 0, CancellationToken.None);

        Assert.Equal(new SampleNumbered(2), (await TakeAsync(1)).Single().Data);
    }

    [Fact]
    public async Task Feed_SubscriberThatThrows_StopsNeitherItselfNorOthers()
    {
        int calls = 0;
        using IDisposable failing = _feed.Subscribe(null, async (events, ct) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                throw new InvalidOperationException("on purpose");
            }

            await ReceiveAsync(events, ct);
        });
        using IDisposable other = _feed.Subscribe(null, ReceiveAsync);

        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(1)], 0, CancellationToken.None);
        List<StoredEvent> first = await TakeAsync(1);
        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(2)], 0, CancellationToken.None);
        List<StoredEvent> second = await TakeAsync(2);

        Assert.Equal([1L], first.Select(e => e.Position));
        Assert.Equal([2L, 2L], second.Select(e => e.Position));
    }

    [Fact]
    public async Task Feed_EarlierPositionCommittedLate_WaitsForItAndKeepsTheOrder()
    {
        using IDisposable subscription = _feed.Subscribe(null, ReceiveAsync);
        await using NpgsqlConnection slow = await Database.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await slow.BeginTransactionAsync();
        await using (NpgsqlCommand append = new(
            """
            select mt_quick_append_events(gen_random_uuid(), 'sample', '*DEFAULT*', array[gen_random_uuid()], array['sample_numbered'],
                array[null]::varchar[], array['{"Number": 1}'::jsonb], array[null]::bytea[], array[now()], null)
            """, slow))
        {
            await append.ExecuteNonQueryAsync();
        }

        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(2)], 0, CancellationToken.None);
        IReadOnlyList<StoredEvent> before = await Store.ReadAllAsync(0, 10, CancellationToken.None);
        await transaction.CommitAsync();
        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(3)], 0, CancellationToken.None);

        Assert.Empty(before);
        Assert.Equal([1, 2, 3], (await TakeAsync(3)).Select(e => ((SampleNumbered)e.Data).Number));
    }

    [Fact]
    public async Task Feed_ConnectionCut_ComesBackAndMissesNothing()
    {
        using EventFeed polling = CreateFeed(TimeSpan.FromMilliseconds(20));
        await polling.StartAsync(CancellationToken.None);
        using IDisposable subscription = polling.Subscribe(null, ReceiveAsync);

        await QueryAsync<long>("select count(pg_terminate_backend(pid)) from pg_stat_activity where query like 'listen%' and datname = current_database()");
        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(1)], 0, CancellationToken.None);

        Assert.Equal([1L], (await TakeAsync(1)).Select(e => e.Position));
        await polling.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Feed_EventOfAnotherApp_IsPassedOver()
    {
        using IDisposable subscription = _feed.Subscribe(null, ReceiveAsync);
        await QueryAsync<long[]>(
            """
            select mt_quick_append_events(gen_random_uuid(), 'order', '*DEFAULT*', array[gen_random_uuid()], array['order_placed'],
                array['Shop.OrderPlaced, Shop'], array['{}'::jsonb], array[null]::bytea[], array[now()], null)
            """);

        await Store.AppendAsync(Guid.NewGuid(), "sample", [Numbered(2)], 0, CancellationToken.None);

        Assert.Equal([2L], (await TakeAsync(1)).Select(e => e.Position));
    }

    private EventFeed CreateFeed(TimeSpan poll) => new(
        Database, Store, Options.Create(new EventStoreOptions { PollInterval = poll }), TimeProvider.System, NullLogger<EventFeed>.Instance);

    private ValueTask ReceiveAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        foreach (StoredEvent stored in events)
        {
            _received.Writer.TryWrite(stored);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<List<StoredEvent>> TakeAsync(int count)
    {
        using CancellationTokenSource patience = new(s_patience);
        List<StoredEvent> events = [];
        while (events.Count < count)
        {
            events.Add(await _received.Reader.ReadAsync(patience.Token));
        }

        return events;
    }
}
