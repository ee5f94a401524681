using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore;

public sealed class InlineProjectionTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private readonly Guid _stream = Guid.NewGuid();

    [Fact]
    public async Task Append_OfAHandledType_ProjectsNewEventsOnce()
    {
        Recording projection = new();
        PostgresEventStore store = CreateStore(projection);
        EventToAppend one = Numbered(1);

        await store.AppendAsync(_stream, "sample", [one], 0, CancellationToken.None);
        await store.AppendAsync(_stream, null, [one, Numbered(2)], 1, CancellationToken.None);
        await store.AppendAsync(_stream, "sample", [one], 0, CancellationToken.None);
        await store.AppendAsync(Guid.NewGuid(), "other", [Numbered(9)], 0, CancellationToken.None);

        Assert.Equal(await Store.ReadStreamAsync(_stream, 0, null, CancellationToken.None), projection.Seen);
    }

    [Fact]
    public async Task Append_ProjectionFails_TakesTheEventsBack()
    {
        PostgresEventStore store = CreateStore(new Recording { Fails = true });

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.AppendAsync(_stream, "sample", [Numbered(1)], 0, CancellationToken.None));

        Assert.Null(await Store.ReadStreamStateAsync(_stream, CancellationToken.None));
    }

    private sealed class Recording : IInlineProjection
    {
        public List<StoredEvent> Seen { get; } = [];

        public bool Fails { get; init; }

        public bool Handles(string streamType) => streamType == "sample";

        public Task ApplyAsync(
            NpgsqlConnection connection, NpgsqlTransaction transaction, Guid streamId, IReadOnlyList<StoredEvent> events, CancellationToken ct)
        {
            Seen.AddRange(events);
            return Fails ? Task.FromException(new InvalidOperationException("on purpose")) : Task.CompletedTask;
        }
    }
}
