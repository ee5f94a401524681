using System.Diagnostics;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;

namespace MiniHF.Workspace.Commands;

internal static partial class EventsBenchmark
{
    private const int NotebookEvents = 10_000;
    private const int TailEvents = 500;
    private const int RebuiltNotebooks = 10;
    private const int FoldRuns = 7;

    /// <summary>Medians of opening one notebook.</summary>
    internal sealed record FoldTimes(
        int Events,
        int Branches,
        int Tokens,
        double ColdMilliseconds,
        double SnapshotMilliseconds,
        int TailEvents,
        double SnapshotAndTailMilliseconds,
        double SaveMilliseconds,
        long SnapshotBytes);

    internal sealed record Rebuild(int Notebooks, int Events, double AppendSeconds, double Seconds);

    private static async Task<FoldTimes> MeasureFoldAsync(PostgresEventStore store, NpgsqlDataSource database, CancellationToken ct)
    {
        Guid id = await WriteNotebookAsync(store, seed: 1, NotebookEvents, ct).ConfigureAwait(false);
        Task<(NotebookState State, long Version)> FoldAsync(long? upTo) => store.AggregateAsync(id, NotebookStream.Fold, upTo, ct);

        double cold = await MedianAsync(() => FoldAsync(null)).ConfigureAwait(false);
        (NotebookState whole, long version) = await FoldAsync(null).ConfigureAwait(false);
        (NotebookState earlier, long before) = await FoldAsync(version - TailEvents).ConfigureAwait(false);
        await store.SaveSnapshotAsync(id, NotebookStream.Fold, earlier, before, ct).ConfigureAwait(false);
        double tail = await MedianAsync(() => FoldAsync(null)).ConfigureAwait(false);
        double save = await MedianAsync(() => store.SaveSnapshotAsync(id, NotebookStream.Fold, whole, version, ct)).ConfigureAwait(false);
        double snapshot = await MedianAsync(() => FoldAsync(null)).ConfigureAwait(false);

        await using NpgsqlCommand size = database.CreateCommand("select octet_length(data)::bigint from mt_minihf_snapshots where stream_id = $1");
        size.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        long bytes = (long)(await size.ExecuteScalarAsync(ct).ConfigureAwait(false))!; // saved above
        Branch[] branches = [.. whole.Cells.Values.OfType<WriteCell>().SelectMany(cell => cell.Tree.Branches.Values)];
        return new FoldTimes(
            (int)version, branches.Length, branches.Sum(branch => branch.TokenIds.Length), cold, snapshot, TailEvents, tail, save, bytes);
    }

    private static async Task<Rebuild> MeasureRebuildAsync(
        PostgresEventStore store, NpgsqlDataSource database, IOptions<EventStoreOptions> options, CancellationToken ct)
    {
        // Nothing may be taken from a snapshot or be there already.
        await using (NpgsqlCommand clear = database.CreateCommand("delete from mt_minihf_snapshots; delete from notebook_summaries"))
        {
            await clear.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        long began = Stopwatch.GetTimestamp();
        for (int seed = 2; seed <= RebuiltNotebooks; seed++)
        {
            await WriteNotebookAsync(store, seed, NotebookEvents, ct).ConfigureAwait(false);
        }

        double append = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await using ServiceProvider services = new ServiceCollection().AddSingleton(store).BuildServiceProvider();
        began = Stopwatch.GetTimestamp();
        await new NotebookSummaryProjection(new LentStates(services), options).RebuildAsync(database, _ => { }, ct).ConfigureAwait(false);
        return new Rebuild(RebuiltNotebooks, RebuiltNotebooks * NotebookEvents, append, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    internal static async Task<Guid> WriteNotebookAsync(PostgresEventStore store, int seed, int events, CancellationToken ct)
    {
        SampleNotebook notebook = new(seed);
        foreach (EventToAppend[] batch in notebook.Write(events).Chunk(250))
        {
            await store.AppendAsync(notebook.Id, NotebookStream.Type, batch, null, ct).ConfigureAwait(false);
        }

        return notebook.Id;
    }

    private static async Task<double> MedianAsync(Func<Task> run)
    {
        // The first is for code and caches.
        await run().ConfigureAwait(false);
        double[] times = new double[FoldRuns];
        for (int i = 0; i < times.Length; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await run().ConfigureAwait(false);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[FoldRuns / 2];
    }
}
