using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.EventStore;

/// <summary>Many writers at once on a real server.</summary>
public sealed class AppendRaceTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private const int Writers = 12;

    private readonly Guid _stream = Guid.NewGuid();

    [Fact]
    public async Task ExpectedVersion_ManyWriters_ExactlyOneWinsEachRoundAndNoPositionIsLost()
    {
        for (int round = 0; round < 10; round++)
        {
            int[] winners = await RaceAsync(async writer =>
            {
                try
                {
                    await Store.AppendAsync(_stream, "sample", [Numbered(writer)], round, CancellationToken.None);
                    return 1;
                }
                catch (StreamVersionConflictException e) when (e.Expected == round && e.Actual == round + 1)
                {
                    return 0;
                }
            });

            Assert.Equal(1, winners.Sum());
        }

        Assert.Equal(0, await HolesAsync());
    }

    [Fact]
    public async Task Unversioned_ManyWritersOnOneNewStream_AllQueueInOneGaplessOrder()
    {
        await RaceAsync(async writer =>
        {
            for (int i = 0; i < 10; i++)
            {
                await Store.AppendAsync(_stream, "sample", [Numbered(writer), Numbered(writer)], null, CancellationToken.None);
            }

            return 0;
        });

        IReadOnlyList<StoredEvent> stored = await Store.ReadStreamAsync(_stream, 0, null, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, Writers * 20).Select(version => (long)version), stored.Select(e => e.Version));
        Assert.Equal(stored.Select(e => e.Position).Order(), stored.Select(e => e.Position));
        Assert.Equal(0, await HolesAsync());
    }

    [Fact]
    public async Task Start_ManyWritersOnOneNewStream_OneStartsIt()
    {
        int[] winners = await RaceAsync(async writer =>
        {
            try
            {
                await Store.AppendAsync(_stream, "sample", [new EventToAppend(Guid.NewGuid(), new SampleStarted($"{writer}"))], 0, CancellationToken.None);
                return 1;
            }
            catch (StreamVersionConflictException)
            {
                return 0;
            }
        });

        Assert.Equal(1, winners.Sum());
        Assert.Equal(0, await HolesAsync());
    }

    [Fact]
    public async Task SameEventId_ManyWriters_IsAppendedOnceAndAllGetTheSameAnswer()
    {
        EventToAppend[] batch = [Numbered(1), Numbered(2)];

        AppendResult[] results = await RaceAsync(_ => Store.AppendAsync(_stream, "sample", batch, 0, CancellationToken.None));

        Assert.Single(results, result => !result.AlreadyAppended);
        Assert.All(results, result => Assert.Equal((2L, "1,2"), (result.Version, string.Join(',', result.Positions))));
        Assert.Equal(2, await QueryAsync<long>("select count(*) from mt_events"));
        Assert.Equal(0, await HolesAsync());
    }

    private static Task<T[]> RaceAsync<T>(Func<int, Task<T>> write)
    {
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>[] writers = [.. Enumerable.Range(0, Writers).Select(async writer =>
        {
            await start.Task;
            return await write(writer);
        })];
        start.SetResult();
        return Task.WhenAll(writers);
    }
}
