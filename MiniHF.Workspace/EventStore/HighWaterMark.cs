using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore.Statements;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Keeps the position below which every number is committed or proven dead, in Marten's row <c>HighWaterMark</c>. Refused appends
/// of ours leave no hole; a transaction that was rolled back for another reason, a crash (the sequence then jumps ahead) and
/// Marten's own writers may. One server at a time does this; see <see cref="HighWaterMarkService"/>.
/// </summary>
public sealed class HighWaterMark(IOptions<EventStoreOptions> options, TimeProvider time, ILogger<HighWaterMark> logger)
{
    private readonly HighWaterStatements _statements = new(options.Value.Schema);
    private HighWaterStatements.Statistics? _firstSighting;
    private long _firstSeen;

    /// <summary>Looks once and moves the mark as far as is safe.</summary>
    public async Task<HighWaterAdvance> AdvanceAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        HighWaterStatements.Statistics now = await _statements.ReadAsync(connection, ct).ConfigureAwait(false);
        if (now.Mark > now.Allocated)
        {
            // A database restored from before the mark.
            await _statements.MarkAsync(connection, now.Allocated, ct).ConfigureAwait(false);
            _firstSighting = null;
            return HighWaterAdvance.Advanced;
        }

        if (now.Safe > now.Mark)
        {
            await _statements.MarkAsync(connection, now.Safe, ct).ConfigureAwait(false);
            _firstSighting = null;
            return HighWaterAdvance.Advanced;
        }

        if (now.Safe == now.Allocated)
        {
            _firstSighting = null;
            return HighWaterAdvance.CaughtUp;
        }

        if (_firstSighting?.Safe != now.Safe)
        {
            _firstSighting = now;
            _firstSeen = time.GetTimestamp();
            return HighWaterAdvance.Waiting;
        }

        return time.GetElapsedTime(_firstSeen) < options.Value.StaleSequenceThreshold
            ? HighWaterAdvance.Waiting
            : await ProbeAsync(connection, _firstSighting, ct).ConfigureAwait(false);
    }

    /// <summary>
    /// No transaction as old as the first sighting left: every number drawn by then is committed or dead, so the mark may go
    /// to the last of them.
    /// </summary>
    private async Task<HighWaterAdvance> ProbeAsync(NpgsqlConnection connection, HighWaterStatements.Statistics firstSighting, CancellationToken ct)
    {
        if (await _statements.IsReserverAliveAsync(connection, firstSighting, ct).ConfigureAwait(false))
        {
            Log.HoleAlive(logger, firstSighting.Safe + 1);
            return HighWaterAdvance.Waiting;
        }

        await _statements.SkipAsync(connection, firstSighting.Safe, firstSighting.Allocated, ct).ConfigureAwait(false);
        Log.HoleSkipped(logger, firstSighting.Safe, firstSighting.Allocated);
        _firstSighting = null;
        return HighWaterAdvance.Skipped;
    }
}
