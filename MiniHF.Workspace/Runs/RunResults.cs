using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Events;
using Npgsql;

namespace MiniHF.Workspace.Runs;

/// <summary>Puts the result of each finished run into the library, once, on whichever server is first; those finished while none was there when one starts.</summary>
internal sealed class RunResults(EventFeed feed, RunLibrary runs, RunAdapters adapters, NpgsqlDataSource dataSource, ILogger<RunResults> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using IDisposable subscription = feed.Subscribe(streamId: null, async (events, ct) =>
        {
            foreach (Guid run in events.Where(stored => stored.Data is RunFinished).Select(stored => stored.StreamId))
            {
                await RegisterAsync(new RunId(run), ct).ConfigureAwait(false);
            }
        });
        try
        {
            foreach (RunSummary run in await runs.ListAsync(stoppingToken).ConfigureAwait(false))
            {
                if (run is { Status: RunStatus.Finished, Adapter: null })
                {
                    await RegisterAsync(run.Id, stoppingToken).ConfigureAwait(false);
                }
            }

            await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task RegisterAsync(RunId id, CancellationToken ct)
    {
        try
        {
            // Another server may be at it: the lock is the session's, and the state is looked at under it.
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
            await using NpgsqlCommand command = new("select pg_advisory_xact_lock(hashtextextended('minihf_run_result:' || $1, 0))", connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id.Value.ToString("N") });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            if (await runs.OpenAsync(id, ct).ConfigureAwait(false) is not { } run)
            {
                return;
            }

            await run.CatchUpAsync(ct).ConfigureAwait(false);
            if (run.State is { Status: RunStatus.Finished, Result: { } result } && run.State.Adapters.All(known => known.Step != result.ResultStep))
            {
                await adapters.RegisterAsync(run, step: null, run.State.By, ct).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.ResultNotRegistered(logger, e, id.Value);
        }
    }
}
