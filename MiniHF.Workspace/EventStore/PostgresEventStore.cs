using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Streams of events in Postgres, in Marten's tables. (Not called EventStore: inside <c>MiniHF.Workspace</c> that name is the
/// namespace.) One instance serves everybody at once.
/// </summary>
public sealed partial class PostgresEventStore
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly EventTypeRegistry _types;
    private readonly IInlineProjection[] _projections;
    private readonly TimeProvider _time;
    private readonly AppendNotifier _notifier;
    private readonly AppendStatement _append;
    private readonly ReadStreamStatement _readStream;
    private readonly ReadAllStatement _readAll;
    private readonly StreamStateStatements _streamStates;
    private readonly SnapshotStatements _snapshots;
    private readonly string _schema;

    public PostgresEventStore(
        NpgsqlDataSource dataSource,
        EventTypeRegistry types,
        IEnumerable<IInlineProjection> projections,
        IOptions<EventStoreOptions> options,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _dataSource = dataSource;
        _types = types;
        _projections = [.. projections];
        _time = time;
        _schema = options.Value.Schema;
        _notifier = new AppendNotifier(dataSource);
        _append = new AppendStatement(_schema);
        _readStream = new ReadStreamStatement(_schema);
        _readAll = new ReadAllStatement(_schema);
        _streamStates = new StreamStateStatements(_schema);
        _snapshots = new SnapshotStatements(_schema);
    }

    /// <summary>The events of a stream with <paramref name="afterVersion"/> &lt; version ≤ <paramref name="upToVersion"/>, in order; archived streams too.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(Guid streamId, long afterVersion, long? upToVersion, CancellationToken ct) =>
        ReadAsync($"Stream {streamId} cannot be read", command => _readStream.ExecuteAsync(command, _types, streamId, afterVersion, upToVersion, ct));

    /// <summary>
    /// Up to <paramref name="limit"/> events of all streams after a position, in order of position, and never past one that
    /// may still appear: reading on from the last position received misses nothing.
    /// </summary>
    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return ReadAsync("The event store cannot be read", command => _readAll.ExecuteAsync(command, _types, afterPosition, limit, ct));
    }

    /// <summary>Version, type and dates of a stream; null when there is none.</summary>
    public Task<StreamState?> ReadStreamStateAsync(Guid streamId, CancellationToken ct) =>
        ReadAsync($"Stream {streamId} cannot be read", command => _streamStates.ReadAsync(command, streamId, ct));

    /// <summary>All streams of a type (the aggregate's alias), oldest first, archived ones included.</summary>
    public async Task<IReadOnlyList<StreamState>> ListStreamsAsync(string streamType, CancellationToken ct) =>
        await ReadAsync("The streams cannot be listed", command => _streamStates.ListAsync(command, streamType, ct)).ConfigureAwait(false);

    /// <summary>Closes a stream for good: it stays readable and takes no more events.</summary>
    public Task ArchiveStreamAsync(Guid streamId, CancellationToken ct) => ReadAsync(
        $"Stream {streamId} cannot be archived",
        command =>
        {
            command.CommandText = $"select \"{_schema}\".mt_archive_stream($1)";
            command.Parameters.Add(new NpgsqlParameter { Value = streamId, NpgsqlDbType = NpgsqlDbType.Uuid });
            return command.ExecuteNonQueryAsync(ct);
        });

    /// <summary>For the feed, which one unreadable event must not stop.</summary>
    internal Task<EventPage> ReadPageAsync(long afterPosition, int limit, Action<UnknownEventTypeException> unreadable, CancellationToken ct) => ReadAsync(
        "The event store cannot be read",
        command => _readAll.ExecutePageAsync(command, _types, afterPosition, limit, unreadable, ct));

    /// <summary>The last position that <see cref="ReadAllAsync"/> would return now.</summary>
    internal Task<long> ReadSafePositionAsync(CancellationToken ct) =>
        ReadAsync("The event store cannot be read", command => _readAll.ReadSafePositionAsync(command, ct));

    private async Task<T> ReadAsync<T>(string failure, Func<NpgsqlCommand, Task<T>> execute)
    {
        try
        {
            await using NpgsqlCommand command = _dataSource.CreateCommand();
            return await execute(command).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw EventStoreErrors.Translate(e, failure);
        }
    }
}
