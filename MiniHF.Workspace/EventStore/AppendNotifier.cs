using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Tells every server that there is something to read. Not in the append's own transaction: Postgres lets one transaction that
/// notifies commit at a time, and each would hold that lock through its write to disk (measured: a fifth of the rate with eight
/// writers). A notification of its own writes nothing, and those of appends that come fast are one. A server that dies between
/// the two costs the others one polling interval.
/// </summary>
internal sealed class AppendNotifier(NpgsqlDataSource dataSource)
{
    /// <summary>Marten's channel. The payload is the last position, never data.</summary>
    public const string Channel = "mt_events_appended";

    private const string Sql = $"select pg_notify('{Channel}', $1::text)";

    private readonly Lock _gate = new();
    private long _pending;
    private bool _running;

    public void Notify(long position)
    {
        lock (_gate)
        {
            _pending = Math.Max(_pending, position);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        _ = Task.Run(SendAsync);
    }

    private async Task SendAsync()
    {
        while (Take() is { } position)
        {
            try
            {
                await using NpgsqlCommand command = dataSource.CreateCommand(Sql);
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or TimeoutException)
            {
                // The events are committed; feeds that were not told find them when they poll.
            }
        }
    }

    private long? Take()
    {
        lock (_gate)
        {
            if (_pending == 0)
            {
                _running = false;
                return null;
            }

            long position = _pending;
            _pending = 0;
            return position;
        }
    }
}
