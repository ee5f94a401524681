using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Replay;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Runs.Replay;

/// <summary>A run of a notebook, seen again at the notebook's moments; and checked as the store has it.</summary>
[Collection(PostgresCollection.Name)]
public sealed class RunReplayTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Steps = 12;

    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private readonly RunId _run = RunId.New();
    private string _database = "";
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test
    private RunWorkers _worker = null!; // as above
    private CellId _cell;
    private long _renamed;

    /// <summary>In the middle of the run, with half of its steps measured, somebody renames the notebook.</summary>
    public async Task InitializeAsync()
    {
        _database = await postgres.CreateConnectionStringAsync();
        _workspace = await TestWorkspace.StartAsync(_database);
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, default);
        LiveNotebook notebook = (await _workspace.Notebooks.OpenAsync(_id, default))!; // made above
        _cell = CellId.New();
        await notebook.ExecuteAsync(new AddCell(_cell, CellKind.Tune, null) { By = s_ada }, default);

        ScriptedTrainer trainer = new(Steps, checkpointEvery: 4) { HoldAt = 7 };
        _worker = await RunWorkers.StartAsync(_database, trainer);
        RunPlan plan = new("tales", new GeneratorSftRecipe { Steps = Steps }, "minihf-tiny", null, null, [new SampleSource(RunSamples.Tales)], _id, _cell, null);
        await _worker.Runs.QueueAsync(_run, plan, s_ada, default);
        LiveRun live = await _worker.Runs.OpenAsync(_run, default) ?? throw new InvalidOperationException("The run is not there.");
        await trainer.ReachedAsync();
        await live.WaitAsync(run => run is { Series.LastStep: 6, State.Checkpoints.Count: 1 });
        await notebook.ExecuteAsync(new RenameNotebook("Half way") { By = s_ada }, default);
        _renamed = (await EventsAsync()).Last(stored => stored.Data is NotebookRenamed).Position;
        trainer.GoOn.SetResult();
        await live.WaitAsync(run => run.State.Status == RunStatus.Finished && run.Series.LastStep == Steps);
        while ((await EventsAsync())[^1].Data is not RunAdvanced { Status: CellStatus.Done })
        {
            await Task.Yield();
        }

        // From here on nobody works on what a test says is wanted.
        await _worker.DisposeAsync();
        _worker = await RunWorkers.StartAsync(_database, trainer: null);
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _workspace.DisposeAsync();
    }

    [Fact]
    public async Task Run_AtAMomentInItsMiddle_IsAsItWasThen_InAnyProcess()
    {
        PastRun past = (await ReplayAsync(_worker)).At(new ReplayPlace(_renamed, default)) ?? throw new InvalidOperationException();
        await using RunWorkers other = await RunWorkers.StartAsync(_database, trainer: null);
        PastRun again = (await ReplayAsync(other)).At(new ReplayPlace(_renamed, default)) ?? throw new InvalidOperationException();

        Assert.Equal((RunStatus.Running, 6, 1), (past.State.Status, past.Series.LastStep, past.State.Checkpoints.Count));
        Assert.Equal(Enumerable.Range(1, 6).Select(ScriptedTrainer.LossOf), past.Series.AllOf("loss").Values);
        Assert.Equal(past.State.Status, again.State.Status);
        Assert.Equal(past.Series.AllOf("loss").Values, again.Series.AllOf("loss").Values);
    }

    [Fact]
    public async Task Run_BeforeItWasBegun_IsNotThere()
    {
        long first = (await EventsAsync())[0].Position;

        Assert.Null((await ReplayAsync(_worker)).At(new ReplayPlace(first, default)));
    }

    [Fact]
    public async Task Notebook_OfARun_HasMomentsOfIt_AtEachOfWhichItsCurveIsLonger()
    {
        RunReplay replay = await ReplayAsync(_worker);
        StoredEvent[] stops = [.. (await EventsAsync()).Where(stored => stored.Data is RunAdvanced)];
        int[] measured = [.. stops.Select(stop => replay.At(new ReplayPlace(stop.Position, stop.Timestamp))?.Series.LastStep ?? -1)];

        Assert.Equal(stops.Select(stop => ((RunAdvanced)stop.Data).Step), measured);
        Assert.Equal(measured.Order().Distinct(), measured);
        Assert.Equal((0, Steps, CellStatus.Done), (measured[0], measured[^1], ((RunAdvanced)stops[^1].Data).Status));
        Assert.Contains(6, measured);
        Assert.Equal(RunStatus.Finished, replay.At(new ReplayPlace(stops[^1].Position, default))?.State.Status);
    }

    [Fact]
    public async Task Verify_OfRunsNobodyTouched_FindsNothing() => Assert.Empty(await FaultsAsync());

    [Theory]
    [InlineData("update run_summaries set name = 'other', steps = 3", "its row in the list has another name, number of steps than its events. `db rebuild` mends it.")]
    [InlineData("delete from run_summaries", "no list shows it. `db rebuild` makes its row.")]
    [InlineData("update run_queue set wanted = true", "its place in the queue is not what its events say. `db rebuild` mends it.")]
    [InlineData("update run_queue set fence = 0", "its place in the queue is not what its events say, and two workers could take it at once. `db rebuild` mends it.")]
    [InlineData("delete from run_queue", "it stands in no queue, so no worker can take it. `db rebuild` makes its place.")]
    [InlineData("insert into run_queue (run, queued, wanted) values (gen_random_uuid(), now(), true)", "the list or the queue has a run that is not there. `db rebuild` removes it.")]
    public async Task Verify_AfterAReadModelWasChanged_NamesIt_AndRebuildMendsIt(string damage, string expected)
    {
        await DamageAsync(damage);
        StoreFault fault = Assert.Single(await FaultsAsync());
        Assert.Equal(("read model", expected), (fault.Kind, fault.Words));

        await _worker.Services.GetRequiredService<StoreVerifier>().RebuildAsync(_ => { }, default);

        Assert.Empty(await FaultsAsync());
    }

    [Theory]
    [InlineData("update run_metrics set \"values\"[1] = 9 where position = 3", "measurement 3 (")]
    [InlineData("update run_metrics set seal = sha256('x') where position = 3", "measurement 3 (")]
    [InlineData("delete from run_metrics where position = 2", "measurements 2 to 2 are gone. Restore a backup.")]
    [InlineData("delete from run_metrics where position = (select max(position) from run_metrics)", "it has ")]
    [InlineData("delete from run_files where folder = 'result'", "its result is not among its files. Restore a backup.")]
    public async Task Verify_AfterWhatNothingMakesAgainWasChanged_NamesIt(string damage, string expected)
    {
        await DamageAsync(damage);

        StoreFault fault = (await FaultsAsync())[0];
        Assert.StartsWith(expected, fault.Words, StringComparison.Ordinal);
        Assert.Equal(("tales", _run.Value), (fault.Title, fault.Stream));
    }

    private async Task<RunReplay> ReplayAsync(RunWorkers workers) =>
        await workers.Services.GetRequiredService<RunReplays>().OpenAsync(_run, s_ada, default) ?? throw new InvalidOperationException("The run is not there.");

    private Task<IReadOnlyList<StoredEvent>> EventsAsync() => _workspace.Services.GetRequiredService<PostgresEventStore>().ReadStreamAsync(_id.Value, 0, null, default);

    /// <summary>A worker's process knows no notebooks: only what it can compare counts.</summary>
    private async Task<IReadOnlyList<StoreFault>> FaultsAsync() =>
        [.. (await _worker.Services.GetRequiredService<StoreVerifier>().VerifyAsync(_ => { }, default)).Faults.Where(fault => fault.Stream != _id.Value)];

    private async Task DamageAsync(string sql)
    {
        await using NpgsqlCommand command = _worker.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
