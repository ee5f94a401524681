using System.Security.Cryptography;
using MiniHF.Workspace.EventStore.Statements;

namespace MiniHF.Workspace.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>The state of a stream: from its snapshot, where a valid one stands, and the events after it. Version 0 for a stream that is not there.</summary>
    public Task<(TState State, long Version)> AggregateAsync<TState>(Guid id, Fold<TState> fold, CancellationToken ct) =>
        AggregateAsync(id, fold, upToVersion: null, ct);

    /// <summary>The state a stream had at a version; at its end when <paramref name="upToVersion"/> is null or lies beyond it.</summary>
    public async Task<(TState State, long Version)> AggregateAsync<TState>(Guid id, Fold<TState> fold, long? upToVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fold);
        (TState state, long version) = await ReadSnapshotAsync(id, fold, upToVersion, ct).ConfigureAwait(false);
        // Event by event as they come: the server writes the next ones meanwhile, and a long stream is never in memory whole.
        void Evolve(StoredEvent stored)
        {
            state = fold.Evolve(state, stored);
            version = stored.Version;
        }

        long after = version;
        await ReadAsync($"Stream {id} cannot be read", async command =>
        {
            await _readStream.ExecuteAsync(command, _types, id, after, upToVersion, Evolve, ct).ConfigureAwait(false);
            return version;
        }).ConfigureAwait(false);
        return (state, version);
    }

    /// <summary>
    /// Keeps a state so that the next fold need not begin at the first event. Replaces an older snapshot of the same fold; does
    /// nothing when the stream has no such version or a newer snapshot stands.
    /// </summary>
    public Task SaveSnapshotAsync<TState>(Guid id, Fold<TState> fold, TState state, long version, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fold);
        byte[] data = fold.Serialize(state);
        SnapshotStatements.Row row = new(version, data, SHA256.HashData(data));
        return ReadAsync($"The snapshot of stream {id} cannot be saved", async command =>
        {
            await _snapshots.WriteAsync(command, id, fold.Name, fold.SchemaVersion, row, _time.GetUtcNow(), ct).ConfigureAwait(false);
            return 0;
        });
    }

    private async Task<(TState State, long Version)> ReadSnapshotAsync<TState>(Guid id, Fold<TState> fold, long? upToVersion, CancellationToken ct)
    {
        SnapshotStatements.Row? row = await ReadAsync(
            $"Stream {id} cannot be read",
            command => _snapshots.ReadAsync(command, id, fold.Name, fold.SchemaVersion, upToVersion, ct)).ConfigureAwait(false);
        if (row is null || !SHA256.HashData(row.Data).AsSpan().SequenceEqual(row.Hash))
        {
            return (fold.Initial, 0);
        }

        try
        {
            return (fold.Deserialize(row.Data), row.Version);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // A snapshot saves time and holds nothing of its own: one that cannot be read costs a longer fold.
            return (fold.Initial, 0);
        }
    }
}
