using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Postgres;
using Npgsql;

namespace MiniHF.Workspace.Commands;

/// <summary>What <c>bench events</c> runs: a real, durable, throw-away server in the temporary folder.</summary>
internal static partial class EventsBenchmark
{
    /// <summary>About as much text as one branch of a notebook gains in one event.</summary>
    private const string Text = "The lamp had burnt low when she came back from the shore, and the letter still lay where he had left it.";

    private const string BareTable =
        """
        create table bare_events (
            seq_id bigserial primary key, id uuid not null, stream_id uuid null, version bigint not null, data jsonb not null,
            bdata bytea null, type varchar(500) not null, timestamp timestamptz not null, tenant_id varchar null,
            mt_dotnet_type varchar null, is_archived bool null);
        create unique index on bare_events (stream_id, version);
        """;

    private const string BareInsert =
        """
        insert into bare_events (id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
        values ($1, $2, $3, $4::jsonb, 'bench_written', now(), '*DEFAULT*', 'bench', false) returning seq_id
        """;

    internal sealed record BenchWritten(Guid Branch, Guid Parent, string Text, ImmutableArray<int> TokenIds, ImmutableArray<float> LogProbabilities);

    internal sealed record Rate(int Writers, string Streams, double AppendsPerSecond, double BareInsertsPerSecond, double Ratio);

    internal sealed record Report(
        string Postgres,
        int Cores,
        IReadOnlyList<Rate> Rates,
        FeedLatency Feed,
        FoldTimes Fold,
        Rebuild Rebuild);

    public static Task<Report> RunAsync(TimeSpan duration, Action<string> progress, CancellationToken ct) =>
        OnServerAsync(database => MeasureAsync(database, duration, progress, ct), progress, ct);

    /// <summary>Runs something on a real, durable server that is gone afterwards.</summary>
    internal static Task<T> OnServerAsync<T>(Func<NpgsqlDataSource, Task<T>> measure, Action<string> progress, CancellationToken ct) =>
        OnServerAsync((database, _) => measure(database), progress, ct);

    /// <summary>The same, with what another process needs to reach it.</summary>
    internal static async Task<T> OnServerAsync<T>(Func<NpgsqlDataSource, string, Task<T>> measure, Action<string> progress, CancellationToken ct)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("minihf-bench-");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // The server's user must get through it when this runs as root.
                File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
            }

            progress("starting a throw-away server");
            EmbeddedPostgresOptions options = new()
            {
                DataFolder = Path.Combine(folder.FullName, "data"),
                RootFallbackFolder = Path.Combine(Path.GetTempPath(), folder.Name + "-cluster"),
            };
            await using EmbeddedPostgres server = new(options, TimeProvider.System, NullLogger<EmbeddedPostgres>.Instance);
            await server.StartAsync(ct).ConfigureAwait(false);
            await using NpgsqlDataSource database = NpgsqlDataSource.Create(server.ConnectionString);
            return await measure(database, server.ConnectionString).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Report> MeasureAsync(NpgsqlDataSource database, TimeSpan duration, Action<string> progress, CancellationToken ct)
    {
        IOptions<EventStoreOptions> options = Options.Create(new EventStoreOptions());
        await new EventStoreSchema(database, options, NotebookSummaries.Migrations).EnsureAsync(ct).ConfigureAwait(false);
        PostgresEventStore store = CreateStore(database, options);
        await using (NpgsqlCommand create = database.CreateCommand(BareTable))
        {
            await create.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        // Code, plans and the write-ahead log are warm for what is measured first as for what is last.
        await BareAsync(database, 2, TimeSpan.FromSeconds(0.3), ct).ConfigureAwait(false);
        await AppendAsync(store, 2, shared: false, TimeSpan.FromSeconds(0.3), ct).ConfigureAwait(false);

        List<Rate> rates = [];
        foreach (int writers in (int[])[1, 8])
        {
            progress($"bare inserts, {writers} writer(s)");
            double bare = await BareAsync(database, writers, duration, ct).ConfigureAwait(false);
            foreach (bool shared in (bool[])[false, true])
            {
                string streams = shared ? "one stream" : "a stream each";
                progress($"appends, {writers} writer(s), {streams}");
                double rate = await AppendAsync(store, writers, shared, duration, ct).ConfigureAwait(false);
                rates.Add(new Rate(writers, streams, rate, bare, rate / bare));
            }
        }

        progress("from an append on one server to a subscriber on another");
        FeedLatency feed = await MeasureFeedAsync(store, database.ConnectionString, options, ct).ConfigureAwait(false);
        progress($"folds of a notebook of {NotebookEvents:N0} events");
        FoldTimes fold = await MeasureFoldAsync(store, database, ct).ConfigureAwait(false);
        progress($"{RebuiltNotebooks} notebooks of {NotebookEvents:N0} events, and their summaries made again");
        Rebuild rebuild = await MeasureRebuildAsync(store, database, options, ct).ConfigureAwait(false);
        return new Report(await VersionAsync(database, ct).ConfigureAwait(false), Environment.ProcessorCount, rates, feed, fold, rebuild);
    }

    internal static PostgresEventStore CreateStore(NpgsqlDataSource database, IOptions<EventStoreOptions> options)
    {
        EventTypeRegistry types = new EventTypeRegistry().Add<BenchWritten>();
        foreach (Type type in NotebookEventTypes.All)
        {
            types.Add(type);
        }

        return new PostgresEventStore(database, types, [], options, TimeProvider.System);
    }

    private static BenchWritten Written() => new(
        Guid.NewGuid(), Guid.NewGuid(), Text, [.. Enumerable.Range(1000, 24)], [.. Enumerable.Range(1, 24).Select(i => -i / 7f)]);

    private static Task<double> AppendAsync(PostgresEventStore store, int writers, bool shared, TimeSpan duration, CancellationToken ct)
    {
        Guid one = Guid.NewGuid();
        return RateAsync(writers, duration, () =>
        {
            Guid stream = shared ? one : Guid.NewGuid();
            return () => store.AppendAsync(stream, "bench", [new EventToAppend(Guid.NewGuid(), Written())], null, ct);
        });
    }

    private static Task<double> BareAsync(NpgsqlDataSource database, int writers, TimeSpan duration, CancellationToken ct) =>
        RateAsync(writers, duration, () =>
        {
            Guid stream = Guid.NewGuid();
            long version = 0;
            return async () =>
            {
                await using NpgsqlCommand command = database.CreateCommand(BareInsert);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ++version });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = System.Text.Json.JsonSerializer.Serialize(Written(), EventJson.Options) });
                await command.ExecuteScalarAsync(ct).ConfigureAwait(false);
            };
        });

    /// <summary>Calls per second of that many loops side by side.</summary>
    private static async Task<double> RateAsync(int writers, TimeSpan duration, Func<Func<Task>> createWriter)
    {
        long began = Stopwatch.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(async _ =>
        {
            Func<Task> write = createWriter();
            int count = 0;
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                await write().ConfigureAwait(false);
                count++;
            }

            return count;
        })).ConfigureAwait(false);
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<string> VersionAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand("show server_version");
        return (string)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!; // always set
    }
}
