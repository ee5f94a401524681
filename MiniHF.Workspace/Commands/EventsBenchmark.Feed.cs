using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using Npgsql;

namespace MiniHF.Workspace.Commands;

internal static partial class EventsBenchmark
{
    private const int FeedWarmUps = 20;
    private const int FeedAppends = 200;

    /// <summary>From the call of an append until another server's subscriber has the event.</summary>
    internal sealed record FeedLatency(int Appends, double P50Milliseconds, double P95Milliseconds);

    private static async Task<FeedLatency> MeasureFeedAsync(
        PostgresEventStore store, string connectionString, IOptions<EventStoreOptions> options, CancellationToken ct)
    {
        await using NpgsqlDataSource other = NpgsqlDataSource.Create(connectionString);
        using EventFeed feed = new(other, CreateStore(other, options), options, TimeProvider.System, NullLogger<EventFeed>.Instance);
        await feed.StartAsync(ct).ConfigureAwait(false);
        try
        {
            Guid stream = Guid.NewGuid();
            TaskCompletionSource<long> received = NewReceipt();
            using IDisposable subscription = feed.Subscribe(stream, (_, _) =>
            {
                received.TrySetResult(Stopwatch.GetTimestamp());
                return ValueTask.CompletedTask;
            });

            double[] times = new double[FeedWarmUps + FeedAppends];
            for (int i = 0; i < times.Length; i++)
            {
                received = NewReceipt();
                long began = Stopwatch.GetTimestamp();
                await store.AppendAsync(stream, "bench", [new EventToAppend(Guid.NewGuid(), Written())], null, ct).ConfigureAwait(false);
                times[i] = Stopwatch.GetElapsedTime(began, await received.Task.WaitAsync(ct).ConfigureAwait(false)).TotalMilliseconds;
            }

            double[] sorted = [.. times.Skip(FeedWarmUps).Order()];
            return new FeedLatency(FeedAppends, sorted[FeedAppends / 2], sorted[FeedAppends * 95 / 100]);
        }
        finally
        {
            await feed.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<long> NewReceipt() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
