using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.EventStore.Integrity;

/// <summary>Whatever is changed behind the store's back is found and named.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StoreVerifierTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    private StoreVerifier Verifier => _workspace.Services.GetRequiredService<StoreVerifier>();

    public async Task InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, default);
        LiveNotebook notebook = (await _workspace.Notebooks.OpenAsync(_id, default))!; // made above
        CellId cell = notebook.State.Order[0];
        BranchId root = BranchId.New();
        await notebook.ExecuteAsync(new WriteBranch(cell, root, null, "Once") { By = s_ada }, default);
        await notebook.ExecuteAsync(new RateBranch(cell, root, Thumb.Up) { By = s_ada }, default);
        PostgresEventStore store = _workspace.Services.GetRequiredService<PostgresEventStore>();
        (NotebookState state, long version) = await store.AggregateAsync(_id.Value, NotebookStream.Fold, 4, default);
        await store.SaveSnapshotAsync(_id.Value, NotebookStream.Fold, state, version, default);
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Verify_OfAStoreNobodyTouched_FindsNothing()
    {
        StoreReport report = await VerifyAsync();

        Assert.Equal((5L, 5L, 1, 0), (report.Events, report.Sealed, report.Snapshots, report.Faults.Count));
    }

    [Theory]
    [InlineData("update mt_events set data = jsonb_set(data, '{Text}', '\"Twice\"') where version = 3", "event 3: this branch_written is not what was appended")]
    [InlineData("update mt_events set timestamp = timestamp + interval '1 second' where version = 2", "event 2: this cell_added is not what was appended")]
    [InlineData("update mt_events set type = 'branch_focused', mt_dotnet_type = null where version = 5", "event 5: this branch_focused is not what was appended")]
    [InlineData("update mt_minihf_seals set hash = sha256('x') where version = 5", "event 5: this branch_rated is not what was appended")]
    [InlineData("delete from mt_events where version = 5", "event 5: it was appended and is gone")]
    [InlineData("delete from mt_events where version = 5", "stream: it says it has 5 events, and has 4, the last numbered 4")]
    [InlineData("update mt_streams set version = 4", "stream: it says it has 4 events, and has 5, the last numbered 5")]
    [InlineData("update mt_minihf_snapshots set data = data || '\\x00'", "snapshot 4: its bytes are not those that were saved")]
    [InlineData("update mt_minihf_snapshots set data = set_byte(data, 20, 66), hash = sha256(set_byte(data, 20, 66))", "snapshot 4: it is not the state that its events give")]
    [InlineData("update mt_minihf_snapshots set seal = sha256('x')", "snapshot 4: it ends in an event that is not there, or not sealed as it was")]
    [InlineData("update notebook_summaries set title = 'Tails', branches = 9", "read model 5: the notebook's summary has another title, number of branches than its events")]
    [InlineData("delete from notebook_summaries", "read model: the notebook has no summary")]
    [InlineData("update notebook_summaries set id = gen_random_uuid()", "read model: the summary is of a notebook that is not there")]
    public async Task Verify_AfterAChangeBehindItsBack_NamesIt(string damage, string expected)
    {
        await DamageAsync(damage);

        string[] faults = [.. (await VerifyAsync()).Faults.Select(fault => $"{fault.Kind}{(fault.Version is { } version ? $" {version}" : "")}: {fault.Words}")];

        Assert.Contains(faults, fault => fault.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_AfterOneEventWasChanged_NamesNoOther()
    {
        await DamageAsync("update mt_events set data = jsonb_set(data, '{Title}', '\"Tails\"') where version = 1");

        Assert.Equal([1L], (await VerifyAsync()).Faults.Where(fault => fault.Kind == "event").Select(fault => fault.Version ?? 0));
    }

    [Theory]
    [InlineData("update notebook_summaries set title = 'Tails'; update mt_minihf_snapshots set data = '\\x00'")]
    [InlineData("delete from notebook_summaries; delete from mt_minihf_seals")]
    [InlineData("update notebook_summaries set id = gen_random_uuid(); update mt_minihf_snapshots set version = 2")]
    public async Task Rebuild_AfterWhatIsMadeOfEventsWasChanged_MendsIt(string damage)
    {
        await DamageAsync(damage);
        await Verifier.RebuildAsync(_ => { }, default);

        StoreReport report = await VerifyAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(5, report.Sealed);
        Assert.Equal("Tales", Assert.Single(await _workspace.Notebooks.ListAllAsync(default)).Title);
    }

    [Fact]
    public async Task Rebuild_AfterAnEventWasChanged_DoesNotCoverItUp()
    {
        await DamageAsync("update mt_events set data = jsonb_set(data, '{Text}', '\"Twice\"') where version = 3");
        await Verifier.RebuildAsync(_ => { }, default);

        Assert.Equal(("event", 3L), Assert.Single((await VerifyAsync()).Faults.Select(fault => (fault.Kind, fault.Version ?? 0))));
    }

    [Fact]
    public async Task Snapshot_OfAHistoryThatWasChanged_IsNotUsed()
    {
        PostgresEventStore store = _workspace.Services.GetRequiredService<PostgresEventStore>();
        await DamageAsync("update mt_minihf_seals set hash = sha256('x') where version = 4; update mt_events set data = jsonb_set(data, '{Title}', '\"Tails\"') where version = 1");

        Assert.Equal("Tails", (await store.AggregateAsync(_id.Value, NotebookStream.Fold, default)).State.Title);
    }

    private Task<StoreReport> VerifyAsync() => Verifier.VerifyAsync(_ => { }, default);

    private async Task DamageAsync(string sql)
    {
        NpgsqlDataSource database = _workspace.Services.GetRequiredService<NpgsqlDataSource>();
        await using NpgsqlCommand command = database.CreateCommand(sql);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
