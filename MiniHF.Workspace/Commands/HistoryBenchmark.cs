using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.EventStore.Ladder;
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
    private const int Fresh = 40;
    private const int Processes = 5;

    /// <param name="OpenMilliseconds">Reading and folding all of it, the median.</param>
    /// <param name="Megabytes">What the events, the states kept and the steps in words hold on to.</param>
    /// <param name="StateP50Milliseconds">The state at a position drawn by chance, the history being open.</param>
    /// <param name="FoldedP95Milliseconds">The same from the first event on, in this process: no snapshot stands.</param>
    /// <param name="FirstMilliseconds">The same from the nearest snapshot, the first thing that a new process reads: the longest of several processes.</param>
    /// <param name="ColdP95Milliseconds">The same, all positions of the new processes but their first.</param>
    /// <param name="NextMilliseconds">The next event's state, as in playing: the mean.</param>
    /// <param name="CompareMilliseconds">The differences between two positions drawn by chance, the median.</param>
    /// <param name="Identical">Whether the bytes at positions drawn by chance are the same in memory, from the events and from snapshots, in all processes.</param>
    internal sealed record Report(
        long Events,
        double OpenMilliseconds,
        double Megabytes,
        double StateP50Milliseconds,
        double StateP95Milliseconds,
        double StateMostMilliseconds,
        double FoldedP50Milliseconds,
        double FoldedP95Milliseconds,
        double FirstMilliseconds,
        double ColdP50Milliseconds,
        double ColdP95Milliseconds,
        double NextMilliseconds,
        double CompareMilliseconds,
        LadderCost Ladder,
        double CopySeconds,
        double VerifySeconds,
        bool Identical,
        double Load);

    /// <param name="Seconds">Building all of it, from nothing.</param>
    /// <param name="Rungs">States on record.</param>
    /// <param name="States">Those kept whole.</param>
    /// <param name="Bytes">What these take, packed.</param>
    /// <param name="StateBytes">The newest state, not packed.</param>
    /// <param name="EventBytes">What the events take, indexes left out.</param>
    internal sealed record LadderCost(double Seconds, int Rungs, int States, long Bytes, long StateBytes, long EventBytes);

    public static Task<Report> RunAsync(int events, Action<string> progress, CancellationToken ct) =>
        EventsBenchmark.OnServerAsync((database, connectionString) => MeasureAsync(database, connectionString, events, progress, ct), progress, ct);

    private static async Task<Report> MeasureAsync(NpgsqlDataSource database, string connectionString, int events, Action<string> progress, CancellationToken ct)
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
        (double[] folded, string[] hashes) = await ReadAsync(store, id.Value, positions[..Fresh], ct).ConfigureAwait(false);
        bool identical = positions[..Fresh].Zip(hashes).All(pair => Hash(history.At(pair.First)) == pair.Second);

        progress("snapshots of the past");
        StreamFold<NotebookState> fold = new(NotebookStream.Type, NotebookStream.Fold) { KeepsLadder = true };
        SnapshotLadders ladders = new(database, store, [fold], options, TimeProvider.System);
        double build = await TimeAsync(() => ladders.ExtendAsync(id.Value, ct)).ConfigureAwait(false);
        LadderCost ladder = await MeasureLadderAsync(database, build / 1000, NotebookStream.Fold.Serialize(history.At(events)).Length, ct).ConfigureAwait(false);
        progress("the same positions in new processes");
        List<double> first = [];
        List<double> cold = [];
        for (int i = 0; i < Processes; i++)
        {
            (double[] times, string[] found) = await HistoryReader.RunAsync(connectionString, id.Value, positions[..Fresh], ct).ConfigureAwait(false);
            first.Add(times[0]);
            cold.AddRange(times[1..]);
            identical &= found.SequenceEqual(hashes);
        }

        cold.Sort();
        Array.Sort(folded);
        progress("a copy, and all of it verified");
        double copy = await TimeAsync(() => new NotebookCopier(store, _ => false).CopyAsync(id, events, NotebookId.New(), "Copy", PersonId.Workspace, ct)).ConfigureAwait(false);
        StoreVerifier verifier = new(database, store, [fold], [], ladders, options);
        double verify = await TimeAsync(() => verifier.VerifyAsync(_ => { }, ct)).ConfigureAwait(false);
        return new Report(
            history.Version,
            openings.Skip(1).Order().ElementAt(Openings / 2),
            megabytes,
            states[Positions / 2],
            states[Positions * 95 / 100],
            states[^1],
            folded[folded.Length / 2],
            folded[folded.Length * 95 / 100],
            first.Max(),
            cold[cold.Count / 2],
            cold[cold.Count * 95 / 100],
            next,
            compared[compared.Length / 2],
            ladder,
            copy / 1000,
            verify / 1000,
            identical,
            LoadNow());
    }

    /// <summary>Reads positions one after another as a page that opens there does, and says how long each took and what its state hashes to.</summary>
    internal static async Task<(double[] Milliseconds, string[] Hashes)> ReadAsync(PostgresEventStore store, Guid notebook, IReadOnlyList<long> positions, CancellationToken ct)
    {
        List<double> times = [];
        List<string> hashes = [];
        foreach (long version in positions)
        {
            NotebookState state = NotebookState.Empty;
            times.Add(await TimeAsync(async () => state = (await store.AggregateAsync(notebook, NotebookStream.Fold, version, ct).ConfigureAwait(false)).State).ConfigureAwait(false));
            hashes.Add(Hash(state));
        }

        return ([.. times], [.. hashes]);
    }

    private static async Task<LadderCost> MeasureLadderAsync(NpgsqlDataSource database, double seconds, long stateBytes, CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            """
            select count(*)::integer, count(data)::integer, coalesce(sum(octet_length(data)), 0)::bigint, (select sum(pg_column_size(e.*)) from mt_events e)::bigint
            from mt_minihf_rungs
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await reader.ReadAsync(ct).ConfigureAwait(false);
        return new LadderCost(seconds, reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2), stateBytes, reader.GetInt64(3));
    }

    /// <summary>How many processes wanted the processor over the last minute, where the system says so.</summary>
    private static double LoadNow() => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    private static string Hash(NotebookState state) => Convert.ToHexStringLower(SHA256.HashData(NotebookStream.Fold.Serialize(state)));

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
