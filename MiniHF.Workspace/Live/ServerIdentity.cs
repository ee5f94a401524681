using System.Buffers.Binary;
using Npgsql;

namespace MiniHF.Workspace.Live;

/// <summary>
/// This server process, for others to tell whether it lives: it holds a Postgres session lock named after its id for as
/// long as it does. A process that dies, however, lets go of it.
/// </summary>
public sealed class ServerIdentity(NpgsqlDataSource dataSource, TimeProvider time, ILogger<ServerIdentity> logger) : BackgroundService
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);

    private NpgsqlConnection? _connection;

    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Returns with the lock held, so that nothing this server starts can be taken for a dead server's.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TakeAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Which of these servers are alive.</summary>
    public async Task<IReadOnlySet<Guid>> FindLivingAsync(IReadOnlyCollection<Guid> servers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(servers);
        HashSet<long> held = [];
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            select (classid::bigint << 32) | objid::bigint from pg_locks
            where locktype = 'advisory' and objsubid = 1 and granted
              and database = (select oid from pg_database where datname = current_database())
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            held.Add(reader.GetInt64(0));
        }

        return servers.Where(server => held.Contains(KeyOf(server))).ToHashSet();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await LetGoAsync().ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_heartbeat, time, stoppingToken).ConfigureAwait(false);
                if (_connection is null)
                {
                    await TakeAsync(stoppingToken).ConfigureAwait(false);
                }
                else
                {
                    await using NpgsqlCommand command = new("select 1", _connection);
                    await command.ExecuteScalarAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                // Until the lock is held again others may take this server for dead and offer to resume its growths:
                // the person decides, and text that does not fit on is not appended.
                Log.LockLost(logger, e);
                await LetGoAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task TakeAsync(CancellationToken ct)
    {
        // A session of its own: a pooled one would be reset, and the lock lost, when it is handed back.
        NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        try
        {
            await using NpgsqlCommand command = new("select pg_advisory_lock($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = KeyOf(Id) });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            _connection = connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task LetGoAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static long KeyOf(Guid server)
    {
        Span<byte> bytes = stackalloc byte[16];
        server.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) ^ BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
