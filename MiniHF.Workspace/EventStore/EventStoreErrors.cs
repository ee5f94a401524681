using System.Globalization;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>The one place where an SQLSTATE becomes an exception of this store.</summary>
internal static class EventStoreErrors
{
    private const string ArchivedStream = "MT001";
    private const string VersionMismatch = "MT003";

    /// <summary>An append's error. The hint of a version mismatch carries the version found.</summary>
    public static Exception TranslateAppend(PostgresException e, Guid streamId, long? expectedVersion) => e.SqlState switch
    {
        VersionMismatch => new StreamVersionConflictException(
            streamId,
            expectedVersion,
            long.TryParse(e.Hint, NumberStyles.None, CultureInfo.InvariantCulture, out long actual) ? actual : null,
            e),
        ArchivedStream => new StreamArchivedException(streamId, e),
        PostgresErrorCodes.UniqueViolation when IsStreamConflict(e) => new StreamVersionConflictException(streamId, expectedVersion, null, e),
        _ => Translate(e, $"Events cannot be appended to stream {streamId}"),
    };

    /// <summary>Any other statement's error, told as the given task having failed.</summary>
    public static Exception Translate(PostgresException e, string task) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new EventStoreException($"{task}: the database's disk is full. Free some space; nothing that was saved is lost.", e),
        PostgresErrorCodes.ReadOnlySqlTransaction => new EventStoreException($"{task}: the database is read-only.", e),
        PostgresErrorCodes.InsufficientPrivilege => new EventStoreException($"{task}: {e.MessageText}. Grant it to the user of the connection string.", e),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction =>
            new EventStoreException($"{task}: {e.MessageText}. The event store's tables were not created; start the server once.", e),
        _ => new EventStoreException($"{task}: {e.MessageText} (SQLSTATE {e.SqlState}).", e),
    };

    /// <summary>Only writers that do not lock the stream, Marten's own, can lose by a uniqueness. Partitions rename the index.</summary>
    private static bool IsStreamConflict(PostgresException e) => e.ConstraintName is { } name
        && (name.StartsWith("pkey_mt_streams", StringComparison.Ordinal)
            || name == "pk_mt_events_stream_and_version"
            || (name.StartsWith("mt_events", StringComparison.Ordinal) && name.Contains("stream_id_version", StringComparison.Ordinal)));
}
