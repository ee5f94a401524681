using Microsoft.Extensions.Options;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>Runs <see cref="HighWaterMark"/> on the one server that holds its advisory lock; the others stand by.</summary>
internal sealed class HighWaterMarkService(
    NpgsqlDataSource dataSource,
    HighWaterMark mark,
    IOptions<EventStoreOptions> options,
    TimeProvider time,
    ILogger<HighWaterMarkService> logger) : BackgroundService
{
    private static readonly TimeSpan s_fast = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_standBy = TimeSpan.FromSeconds(5);

    private readonly string _lock = $"select pg_try_advisory_lock(hashtextextended('minihf_high_water:{options.Value.Schema}', 0))";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await OwnAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(s_standBy, time, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException && !stoppingToken.IsCancellationRequested)
            {
                // A round lost costs nothing: the mark stays where it is, and readers see past it to the next hole.
                Log.HighWaterFailed(logger, e);
                await Task.Delay(s_standBy, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Returns when another server has the lock. The lock is the connection's: it goes when that breaks.</summary>
    private async Task OwnAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlCommand command = new(_lock, connection);
        while (await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true)
        {
            // Taken again and again on purpose: cheap, and it tells that the connection still stands.
            HighWaterAdvance advance = await mark.AdvanceAsync(connection, ct).ConfigureAwait(false);
            await Task.Delay(advance == HighWaterAdvance.CaughtUp ? options.Value.PollInterval : s_fast, time, ct).ConfigureAwait(false);
        }
    }
}
