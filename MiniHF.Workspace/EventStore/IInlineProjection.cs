using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// A read model that is written in the same transaction as the events, so that it is never behind. It owns its tables and
/// registers their definition as a <see cref="SchemaMigration"/>.
/// </summary>
public interface IInlineProjection
{
    /// <summary>Whether streams of this type (the aggregate's alias) concern it.</summary>
    bool Handles(string streamType);

    /// <summary>
    /// Applies newly appended events. Must use the given connection and transaction, and take time from the events. A failure
    /// takes the append back with it.
    /// </summary>
    Task ApplyAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Guid streamId,
        IReadOnlyList<StoredEvent> events,
        CancellationToken ct);
}
