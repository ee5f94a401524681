using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Metrics;
using Npgsql;

namespace MiniHF.Workspace.Runs;

/// <summary>Brings the events and the metrics of runs, committed by whatever worker, to the runs that are open on this server.</summary>
internal sealed class RunFollower(EventFeed feed, NpgsqlDataSource dataSource, RunLibrary runs, TimeProvider time, ILogger<RunFollower> logger) : BackgroundService
{
    private static readonly TimeSpan s_sweep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using IDisposable subscription = feed.Subscribe(streamId: null, runs.TakeAsync);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nothing is lost: what was not told is found by position.
                Log.MetricFeedDisconnected(logger, e);
                await Task.Delay(s_retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        HashSet<RunId> told = [];
        connection.Notification += (_, notification) =>
        {
            if (Guid.TryParseExact(notification.Payload.Split(' ')[0], "N", out Guid run))
            {
                told.Add(new RunId(run));
            }
        };
        await using (NpgsqlCommand listen = new($"listen {RunMetricStore.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        while (true)
        {
            bool any = await connection.WaitAsync(s_sweep, ct).ConfigureAwait(false);
            foreach (RunId run in told)
            {
                await runs.PokeAsync(run, ct).ConfigureAwait(false);
            }

            told.Clear();
            if (!any)
            {
                await runs.SweepAsync(ct).ConfigureAwait(false);
            }
        }
    }
}
