using System.Collections.Immutable;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.EventStore;

public sealed class AppendTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private readonly Guid _stream = Guid.NewGuid();

    [Fact]
    public async Task Append_ToNewStream_CanBeReadBack()
    {
        EventToAppend first = new(Guid.NewGuid(), new SampleStarted("Der Anfang: 数, \"quoted\", \u0000 and \U0001F600"));
        EventToAppend second = Numbered(2);

        AppendResult result = await Store.AppendAsync(_stream, "sample", [first, second], expectedVersion: 0, CancellationToken.None);
        IReadOnlyList<StoredEvent> stored = await Store.ReadStreamAsync(_stream, 0, null, CancellationToken.None);

        Assert.Equal((2L, false), (result.Version, result.AlreadyAppended));
        Assert.Equal([1L, 2L], result.Positions);
        Assert.Equal(
            [
                new StoredEvent(first.Id, _stream, 1, 1, stored[0].Timestamp, "sample_started", new SampleStarted("Der Anfang: 数, \"quoted\", \uFFFD and \U0001F600")),
                new StoredEvent(second.Id, _stream, 2, 2, stored[0].Timestamp, "sample_numbered", new SampleNumbered(2)),
            ],
            stored);
    }

    [Fact]
    public async Task Append_IdsListsAndDictionaries_ComeBackAsTheyWere()
    {
        SampleId id = new(Guid.NewGuid());
        SampleDetailed detailed = new(id, SampleMood.Wild, [id], new Dictionary<SampleId, double> { [id] = double.NegativeInfinity }, null);

        await Store.AppendAsync(_stream, null, [new EventToAppend(Guid.NewGuid(), detailed)], null, CancellationToken.None);
        SampleDetailed read = (SampleDetailed)(await Store.ReadStreamAsync(_stream, 0, null, CancellationToken.None)).Single().Data;
        string json = await QueryAsync<string>("select data::text from mt_events");

        Assert.Equal(detailed with { Others = read.Others, Scores = read.Scores }, read);
        Assert.Equal([id], read.Others.AsEnumerable());
        Assert.Equal([KeyValuePair.Create(id, double.NegativeInfinity)], read.Scores);
        Assert.Equal(
            $$$"""{"Id": "{{{id.Value}}}", "Mood": 1, "Note": null, "Others": ["{{{id.Value}}}"], "Scores": {"{{{id.Value}}}": "-Infinity"}}""", json);
    }

    [Fact]
    public async Task Append_StaleExpectedVersion_ThrowsWithBothVersionsAndBurnsNoPosition()
    {
        await Store.AppendAsync(_stream, "sample", [Numbered(1), Numbered(2)], 0, CancellationToken.None);

        StreamVersionConflictException e = await Assert.ThrowsAsync<StreamVersionConflictException>(
            () => Store.AppendAsync(_stream, "sample", [Numbered(3)], 1, CancellationToken.None));

        Assert.Equal((_stream, (long?)1, (long?)2), (e.StreamId, e.Expected, e.Actual));
        Assert.Equal(0, await HolesAsync());
    }

    [Fact]
    public async Task Append_ExpectedVersionOfMissingStream_LeavesNoStreamBehind()
    {
        await Assert.ThrowsAsync<StreamVersionConflictException>(() => Store.AppendAsync(_stream, "sample", [Numbered(1)], 3, CancellationToken.None));

        Assert.Null(await Store.ReadStreamStateAsync(_stream, CancellationToken.None));
    }

    [Fact]
    public async Task Append_SameBatchAgain_ReturnsTheFirstAnswer()
    {
        EventToAppend[] batch = [Numbered(1), Numbered(2)];
        AppendResult first = await Store.AppendAsync(_stream, "sample", batch, 0, CancellationToken.None);
        await Store.AppendAsync(_stream, "sample", [Numbered(3)], 2, CancellationToken.None);

        AppendResult again = await Store.AppendAsync(_stream, "sample", batch, 0, CancellationToken.None);

        Assert.Equal((first.Version, true), (again.Version, again.AlreadyAppended));
        Assert.Equal(first.Positions, again.Positions);
        Assert.Equal(3, await QueryAsync<long>("select count(*) from mt_events"));
    }

    [Fact]
    public async Task Append_PartlyKnownBatch_AppendsTheRestInOrder()
    {
        EventToAppend known = Numbered(1);
        EventToAppend[] batch = [Numbered(2), known, Numbered(3)];
        await Store.AppendAsync(_stream, "sample", [known], 0, CancellationToken.None);

        AppendResult result = await Store.AppendAsync(_stream, "sample", batch, 1, CancellationToken.None);
        IReadOnlyList<StoredEvent> stored = await Store.ReadStreamAsync(_stream, 0, null, CancellationToken.None);

        Assert.Equal((3L, false), (result.Version, result.AlreadyAppended));
        Assert.Equal([2L, 1L, 3L], result.Positions);
        Assert.Equal([1, 2, 3], stored.Select(e => ((SampleNumbered)e.Data).Number));
    }

    [Fact]
    public async Task Append_IdOfAnotherStream_IsAnEventOfItsOwn()
    {
        EventToAppend one = Numbered(1);
        await Store.AppendAsync(_stream, "sample", [one], 0, CancellationToken.None);

        AppendResult result = await Store.AppendAsync(Guid.NewGuid(), "sample", [one], 0, CancellationToken.None);

        Assert.Equal((1L, false), (result.Version, result.AlreadyAppended));
    }

    [Fact]
    public async Task Append_ToArchivedStream_ThrowsAndTheStreamStaysReadable()
    {
        EventToAppend one = Numbered(1);
        await Store.AppendAsync(_stream, "sample", [one], 0, CancellationToken.None);
        await Store.ArchiveStreamAsync(_stream, CancellationToken.None);

        StreamArchivedException e = await Assert.ThrowsAsync<StreamArchivedException>(
            () => Store.AppendAsync(_stream, "sample", [Numbered(2)], null, CancellationToken.None));
        AppendResult again = await Store.AppendAsync(_stream, "sample", [one], 0, CancellationToken.None);

        Assert.Equal(_stream, e.StreamId);
        Assert.True(again.AlreadyAppended);
        Assert.Equal([one.Id], (await Store.ReadStreamAsync(_stream, 0, null, CancellationToken.None)).Select(stored => stored.Id));
        Assert.True((await Store.ReadStreamStateAsync(_stream, CancellationToken.None))!.IsArchived);
    }

    [Fact]
    public async Task Append_NoEvents_AnswersWithTheVersionAndMakesNoStream()
    {
        AppendResult result = await Store.AppendAsync(_stream, "sample", [], 0, CancellationToken.None);

        Assert.Equal((0L, 0), (result.Version, result.Positions.Count));
        Assert.Null(await Store.ReadStreamStateAsync(_stream, CancellationToken.None));
    }

    [Fact]
    public async Task Append_UnregisteredType_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.AppendAsync(_stream, "sample", [new EventToAppend(Guid.NewGuid(), "text")], 0, CancellationToken.None));
    }

    [Fact]
    public async Task ReadStream_Between_ReturnsThatPartOnly()
    {
        await Store.AppendAsync(_stream, "sample", [.. Enumerable.Range(1, 9).Select(Numbered)], 0, CancellationToken.None);

        IReadOnlyList<StoredEvent> part = await Store.ReadStreamAsync(_stream, 3, 6, CancellationToken.None);

        Assert.Equal([4L, 5L, 6L], part.Select(e => e.Version));
    }

    [Fact]
    public async Task ListStreams_OfType_ReturnsThemOldestFirst()
    {
        ImmutableArray<Guid> ids = [Guid.NewGuid(), Guid.NewGuid()];
        await Store.AppendAsync(ids[0], "sample", [Numbered(1)], 0, CancellationToken.None);
        await Store.AppendAsync(Guid.NewGuid(), "other", [Numbered(1)], 0, CancellationToken.None);
        await Store.AppendAsync(ids[1], "sample", [Numbered(1), Numbered(2)], 0, CancellationToken.None);

        IReadOnlyList<StreamState> streams = await Store.ListStreamsAsync("sample", CancellationToken.None);

        Assert.Equal(ids, streams.Select(stream => stream.Id));
        Assert.Equal([1L, 2L], streams.Select(stream => stream.Version));
    }

    [Fact]
    public async Task ReadAll_AfterAPosition_ReadsOnAcrossStreams()
    {
        Guid other = Guid.NewGuid();
        await Store.AppendAsync(_stream, "sample", [Numbered(1), Numbered(2)], 0, CancellationToken.None);
        await Store.AppendAsync(other, "sample", [Numbered(3)], 0, CancellationToken.None);

        IReadOnlyList<StoredEvent> events = await Store.ReadAllAsync(1, 10, CancellationToken.None);

        Assert.Equal([(2L, _stream), (3L, other)], events.Select(e => (e.Position, e.StreamId)));
    }
}
