using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore.Integrity;
using Npgsql;

namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>
/// Builds the ladders of snapshots (<see cref="SnapshotLadder"/>). They save time and hold nothing of their own: what is missing is made again, and
/// until it is, a state is folded from further back.
/// </summary>
public sealed class SnapshotLadders(
    NpgsqlDataSource dataSource,
    PostgresEventStore store,
    IEnumerable<IStreamFold> folds,
    IOptions<EventStoreOptions> options,
    TimeProvider time)
{
    private readonly LadderStatements _statements = new(options.Value.Schema);
    private readonly IStreamFold[] _folds = [.. folds.Where(fold => fold.KeepsLadder)];

    /// <summary>Whether streams of any type have ladders here.</summary>
    public bool Any => _folds.Length > 0;

    /// <summary>The streams whose ladder is shorter than it should be, what was changed last first.</summary>
    public async Task<IReadOnlyList<Guid>> ListBehindAsync(CancellationToken ct)
    {
        List<Guid> behind = [];
        foreach (IStreamFold fold in _folds)
        {
            behind.AddRange((await _statements.ListLastAsync(dataSource, fold.StreamType, fold.Name, fold.SchemaVersion, ct).ConfigureAwait(false))
                .Where(one => one.Rung < SnapshotLadder.UpTo(one.Version))
                .Select(one => one.Stream));
        }

        return behind;
    }

    /// <summary>As the other, without a rest.</summary>
    public Task<int> ExtendAsync(Guid stream, CancellationToken ct) => ExtendAsync(stream, rest: 0, ct);

    /// <summary>Adds the rungs that a stream has grown up to since, each as soon as it is reached: calling it off loses none that were written.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="rest">How many times as long as it works it rests after each rung, so that others have the machine; 0 for not at all.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many were added.</returns>
    public async Task<int> ExtendAsync(Guid stream, double rest, CancellationToken ct)
    {
        if (await store.ReadStreamStateAsync(stream, ct).ConfigureAwait(false) is not { } now)
        {
            return 0;
        }

        int added = 0;
        foreach (IStreamFold fold in _folds.Where(fold => fold.StreamType == now.Type))
        {
            added += await ExtendAsync(fold, stream, now.Version, rest, ct).ConfigureAwait(false);
        }

        return added;
    }

    private async Task<int> ExtendAsync(IStreamFold fold, Guid stream, long version, double rest, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        if (!await _statements.TryLockAsync(connection, stream, ct).ConfigureAwait(false))
        {
            return 0;
        }

        try
        {
            return await ExtendAsync(connection, fold, stream, version, rest, ct).ConfigureAwait(false);
        }
        finally
        {
            await LadderStatements.UnlockAsync(connection).ConfigureAwait(false);
        }
    }

    private async Task<int> ExtendAsync(NpgsqlConnection connection, IStreamFold fold, Guid stream, long version, double rest, CancellationToken ct)
    {
        (int schemaVersion, long last, byte[]? chain) = await _statements.ReadLastAsync(connection, stream, fold.Name, fold.SchemaVersion, ct).ConfigureAwait(false);
        if (schemaVersion > fold.SchemaVersion || last >= SnapshotLadder.UpTo(version))
        {
            return 0;
        }

        (object? state, long at) = await store.AggregateAsync(stream, fold.Untyped, last, ct).ConfigureAwait(false);
        int added = 0;
        for (long next = SnapshotLadder.After(last); next <= version; next = SnapshotLadder.After(next))
        {
            long began = time.GetTimestamp();
            foreach (StoredEvent stored in await store.ReadStreamAsync(stream, at, next, ct).ConfigureAwait(false))
            {
                (state, at) = (fold.Evolve(state, stored), stored.Version);
            }

            byte[] data = fold.Serialize(state);
            byte[]? kept = SnapshotLadder.KeepsState(next, version) ? PackedState.Pack(data) : null;
            chain = await _statements.AddAsync(
                connection, stream, fold.Name, fold.SchemaVersion, next, SHA256.HashData(data), chain, kept, time.GetUtcNow(), ct).ConfigureAwait(false);
            if (chain is null)
            {
                return added;
            }

            added++;
            await Task.Delay(time.GetElapsedTime(began) * rest, time, ct).ConfigureAwait(false);
        }

        await _statements.ThinAsync(connection, stream, fold.Name, fold.SchemaVersion, SnapshotLadder.StateSpacing(version), ct).ConfigureAwait(false);
        return added;
    }
}
