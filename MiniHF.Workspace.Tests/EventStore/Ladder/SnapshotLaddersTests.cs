using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.EventStore.Ladder;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore.Ladder;

/// <summary>States kept at many versions, on a stream of numbers whose state is how many there were and their sum.</summary>
public sealed class SnapshotLaddersTests(PostgresFixture postgres) : EventStoreTestBase(postgres)
{
    private const int Events = 600;

    private readonly Guid _stream = Guid.NewGuid();

    public sealed record Total(int Count, long Sum);

    private static IOptions<EventStoreOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(new EventStoreOptions());

    private SnapshotLadders Ladders => LaddersOf(Fold());

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await AppendAsync(Events);
    }

    [Fact]
    public async Task Extend_FromNothing_PutsEveryStateOnRecord_AndKeepsAFew()
    {
        Assert.Equal(34, await Ladders.ExtendAsync(_stream, default));

        Assert.Equal("34 on record, 256 512 whole", await QueryAsync<string>(
            "select count(*) || ' on record, ' || string_agg(version::text, ' ' order by version) filter (where data is not null) || ' whole' from mt_minihf_rungs"));
        Assert.Empty(await Ladders.ListBehindAsync(default));
    }

    [Fact]
    public async Task Extend_BitByBit_GivesTheSameChain_AsAtOnce()
    {
        await Ladders.ExtendAsync(_stream, default);
        byte[] expected = await ChainAsync();
        await DamageAsync("delete from mt_minihf_rungs where version > 100");
        await Ladders.ExtendAsync(_stream, default);
        await DamageAsync("delete from mt_minihf_rungs where version > 500");
        await Ladders.ExtendAsync(_stream, default);

        Assert.Equal(expected, await ChainAsync());
    }

    [Fact]
    public async Task Extend_AsTheStreamGrows_KeepsFewerOfTheOldStates()
    {
        await Ladders.ExtendAsync(_stream, default);
        await AppendAsync(4096 - Events);
        Assert.Equal([_stream], await Ladders.ListBehindAsync(default));
        await Ladders.ExtendAsync(_stream, default);

        Assert.Equal("512 1024 1536 2048 2560 3072 3584 4096", await QueryAsync<string>("select string_agg(version::text, ' ' order by version) from mt_minihf_rungs where data is not null"));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Aggregate_AtAPastVersion_BeginsAtTheNearestState()
    {
        await Ladders.ExtendAsync(_stream, default);
        int evolved = 0;

        (Total state, long version) = await Store.AggregateAsync(_stream, Fold(() => evolved++), 530, default);

        Assert.Equal((new Total(530, 530 * 531 / 2), 530L, 18), (state, version, evolved));
    }

    [Theory]
    [InlineData("delete from mt_minihf_rungs")]
    [InlineData("update mt_minihf_rungs set data = '\\x00' where version = 512")]
    [InlineData("update mt_minihf_rungs set data = set_byte(data, 8, 255 - get_byte(data, 8)) where version = 512")]
    [InlineData("update mt_minihf_rungs set last_event_id = gen_random_uuid() where version = 512")]
    [InlineData("update mt_minihf_rungs set schema_version = 0")]
    public async Task Aggregate_WhereTheNearestStateCannotBeTrusted_IsRightAllTheSame(string damage)
    {
        await Ladders.ExtendAsync(_stream, default);
        await DamageAsync(damage);

        Assert.Equal((new Total(530, 530 * 531 / 2), 530L), await Store.AggregateAsync(_stream, Fold(), 530, default));
    }

    [Fact]
    public async Task Extend_WithANewerFold_MakesTheLadderAnew_AndLeavesNoneOfTheOlder()
    {
        await Ladders.ExtendAsync(_stream, default);
        await LaddersOf(Fold(schemaVersion: 2)).ExtendAsync(_stream, default);
        // A server that was not brought up to date yet.
        await Ladders.ExtendAsync(_stream, default);

        Assert.Equal("2 2", await QueryAsync<string>("select min(schema_version) || ' ' || max(schema_version) from mt_minihf_rungs"));
    }

    [Fact]
    public async Task Verify_OfALadderNobodyTouched_ComparesAllOfIt()
    {
        await Ladders.ExtendAsync(_stream, default);

        StoreReport report = await VerifyAsync();

        Assert.Equal((2, 34, 0), (report.Snapshots, report.Rungs, report.Faults.Count));
    }

    [Theory]
    [InlineData("update mt_minihf_rungs set data = set_byte(data, 8, 255 - get_byte(data, 8)) where version = 256", "snapshot 256: its bytes are not those that were saved")]
    [InlineData("update mt_minihf_rungs set hash = sha256('x') where version = 288", "state 288: the events give another state here than the one on record.")]
    [InlineData("update mt_minihf_rungs set chain = sha256('x') where version = 64", "chain 64: the value that links this state to the ones before is not what was written")]
    [InlineData("update mt_minihf_rungs set seal = sha256('x') where version = 64", "snapshot 64: it ends in an event that is not there, or not sealed as it was")]
    [InlineData("delete from mt_minihf_rungs where version = 32", "state 32: the record of states has a hole here")]
    [InlineData("update mt_minihf_rungs set version = 33 where version = 32", "state 33: a state is on record where none belongs")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Number}', '7') where version = 300", "event 300: this sample_numbered is not what was appended")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Number}', '7') where version = 300", "state 304: the events give another state here than the one on record, and at 15 later ones")]
    public async Task Verify_AfterAChangeBehindItsBack_NamesTheStreamThePlaceAndTheRemedy(string damage, string expected)
    {
        await Ladders.ExtendAsync(_stream, default);
        await DamageAsync(damage);

        StoreFault[] faults = [.. (await VerifyAsync()).Faults];

        StoreFault fault = Assert.Single(faults, fault => $"{fault.Kind} {fault.Version}: {fault.Words}".StartsWith(expected, StringComparison.Ordinal));
        Assert.Equal((_stream, "600 numbers"), (fault.Stream, fault.Title));
        Assert.Matches("(`db rebuild` (makes|removes) it|[Rr]estore a backup)", fault.Words);
    }

    [Fact]
    public async Task Verify_WhereAFoldCannotGoOnFromWhatItReads_SaysWhichSnapshot()
    {
        // What it reads is not what it wrote: the sum is lost, which the bytes do not show.
        Fold<Total> forgetful = Fold() with { Deserialize = data => Fold().Deserialize(data) with { Sum = 0 } };
        await LaddersOf(forgetful).ExtendAsync(_stream, default);

        StoreFault fault = (await VerifyAsync(forgetful)).Faults[0];

        Assert.StartsWith("snapshot 256: going on from it gives another state at event 272", $"{fault.Kind} {fault.Version}: {fault.Words}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rebuild_AfterTheLadderWasDamaged_MakesTheSameOneAgain()
    {
        await Ladders.ExtendAsync(_stream, default);
        byte[] expected = await ChainAsync();
        await DamageAsync("update mt_minihf_rungs set chain = sha256('x'), hash = sha256('y') where version > 40; delete from mt_minihf_rungs where version = 320");
        List<string> steps = [];

        await VerifierOf(Fold()).RebuildAsync(steps.Add, default);

        Assert.Equal(expected, await ChainAsync());
        Assert.Empty((await VerifyAsync()).Faults);
        Assert.Contains("snapshots of the past, stream 1 of 1", steps);
    }

    private static Fold<Total> Fold(Action? evolving = null, int schemaVersion = 1) => new("totals", schemaVersion, new Total(0, 0), (state, stored) =>
    {
        evolving?.Invoke();
        return new Total(state.Count + 1, state.Sum + ((SampleNumbered)stored.Data).Number);
    });

    private SnapshotLadders LaddersOf(Fold<Total> fold) => new(Database, Store, [StreamFoldOf(fold)], Options, TimeProvider.System);

    private StoreVerifier VerifierOf(Fold<Total> fold) => new(Database, Store, [StreamFoldOf(fold)], [], LaddersOf(fold), Options);

    private static StreamFold<Total> StreamFoldOf(Fold<Total> fold) => new("sample", fold) { KeepsLadder = true, Title = state => $"{state.Count} numbers" };

    private Task<StoreReport> VerifyAsync(Fold<Total>? fold = null) => VerifierOf(fold ?? Fold()).VerifyAsync(_ => { }, default);

    private async Task AppendAsync(int count)
    {
        long before = (await Store.ReadStreamStateAsync(_stream, default))?.Version ?? 0;
        await Store.AppendAsync(_stream, "sample", [.. Enumerable.Range(1, count).Select(i => Numbered((int)before + i))], null, default);
    }

    private Task<byte[]> ChainAsync() => QueryAsync<byte[]>("select sha256(string_agg(chain, ''::bytea order by version)) from mt_minihf_rungs");

    private async Task DamageAsync(string sql)
    {
        await using NpgsqlCommand command = Database.CreateCommand(sql);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
