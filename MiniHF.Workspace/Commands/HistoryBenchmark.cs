using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;

namespace MiniHF.Workspace.Commands;

/// <summary>What <c>bench history</c> runs: the slider's work on a notebook of 10,000 events, without a browser.</summary>
internal static class HistoryBenchmark
{
    private const int Positions = 400;
    private const int Openings = 5;

    /// <param name="OpenMilliseconds">Reading and folding all of it, the median.</param>
    /// <param name="Megabytes">What the events, the states kept and the steps in words hold on to.</param>
    /// <param name="StateP50Milliseconds">The state at a position drawn by chance, the history being open.</param>
    /// <param name="ColdP95Milliseconds">The same from the database alone, as a page that opens there.</param>
    /// <param name="NextMilliseconds">The next event's state, as in playing: the mean.</param>
    /// <param name="CompareMilliseconds">The differences between two positions drawn by chance, the median.</param>
    /// <param name="Identical">Whether the bytes at positions drawn by chance are the same both ways.</param>
    internal sealed record Report(
        long Events,
        double OpenMilliseconds,
        double Megabytes,
        double StateP50Milliseconds,
        double StateP95Milliseconds,
        double StateMostMilliseconds,
        double ColdP50Milliseconds,
        double ColdP95Milliseconds,
        double NextMilliseconds,
        double CompareMilliseconds,
        double CopySeconds,
        double VerifySeconds,
        bool Identical);

    public static Task<Report> RunAsync(int events, Action<string> progress, CancellationToken ct) =>
        EventsBenchmark.OnServerAsync(database => MeasureAsync(database, events, progress, ct), progress, ct);

    private static async Task<Report> MeasureAsync(NpgsqlDataSource database, int events, Action<string> progress, CancellationToken ct)
    {
        IOptions<EventStoreOptions> options = Options.Create(new EventStoreOptions());
        await new EventStoreSchema(database, options, NotebookSummaries.Migrations).EnsureAsync(ct).ConfigureAwait(false);
        PostgresEventStore store = EventsBenchmark.CreateStore(database, options);
        progress($"a notebook of {events:N0} events");
        NotebookId id = new(await EventsBenchmark.WriteNotebookAsync(store, seed: 1, events, ct).ConfigureAwait(false));

        progress("opening its history");
        List<double> openings = [];
        NotebookHistory history = new(id, store);
        // Of all that are opened only the last is alive at the end.
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i <= Openings; i++)
        {
            history = new NotebookHistory(id, store);
            openings.Add(await TimeAsync(() => history.CatchUpAsync(ct)).ConfigureAwait(false));
        }

        double megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        progress("positions");
        Random random = new(1);
        long[] positions = [.. Enumerable.Range(0, Positions).Select(_ => (long)random.Next(1, events))];
        double[] states = [.. positions.Select(version => Time(() => history.At(version))).Order()];
        double next = Time(() =>
        {
            for (long version = 1; version <= events; version++)
            {
                history.At(version);
            }
        }) / events;
        double[] compared = [.. positions.Chunk(2).Take(40).Select(pair => Time(() => NotebookDifference.Of(history.At(pair.Min()), history.At(pair.Max())))).Order()];
        (double[] cold, bool identical) = await ReadColdAsync(store, history, positions[..40], ct).ConfigureAwait(false);

        progress("a copy, and all of it verified");
        double copy = await TimeAsync(() => new NotebookCopier(store, _ => false).CopyAsync(id, events, NotebookId.New(), "Copy", PersonId.Workspace, ct)).ConfigureAwait(false);
        StoreVerifier verifier = new(database, store, [new StreamFold<NotebookState>(NotebookStream.Type, NotebookStream.Fold)], [], options);
        double verify = await TimeAsync(() => verifier.VerifyAsync(_ => { }, ct)).ConfigureAwait(false);
        return new Report(
            history.Version,
            openings.Skip(1).Order().ElementAt(Openings / 2),
            megabytes,
            states[Positions / 2],
            states[Positions * 95 / 100],
            states[^1],
            cold[cold.Length / 2],
            cold[cold.Length * 95 / 100],
            next,
            compared[compared.Length / 2],
            copy / 1000,
            verify / 1000,
            identical);
    }

    private static async Task<(double[] Times, bool Identical)> ReadColdAsync(PostgresEventStore store, NotebookHistory history, long[] positions, CancellationToken ct)
    {
        List<double> times = [];
        bool identical = true;
        foreach (long version in positions)
        {
            NotebookState state = NotebookState.Empty;
            times.Add(await TimeAsync(async () => state = (await store.AggregateAsync(history.Notebook.Value, NotebookStream.Fold, version, ct).ConfigureAwait(false)).State).ConfigureAwait(false));
            identical &= Hash(state).SequenceEqual(Hash(history.At(version)));
        }

        return ([.. times.Order()], identical);
    }

    private static byte[] Hash(NotebookState state) => SHA256.HashData(NotebookStream.Fold.Serialize(state));

    private static double Time(Action run)
    {
        long began = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        long began = Stopwatch.GetTimestamp();
        await run().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
