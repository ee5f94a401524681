using System.Collections.Concurrent;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>Keeps what is searched in step with the notebooks, in the transaction of each append. Only what an append changes is written.</summary>
internal sealed class PassageProjection(PassageTable table, LentStates states) : IInlineProjection, IReadModel
{
    // Once made, a notebook's rows are kept up by whoever appends: asking once is enough.
    private readonly ConcurrentDictionary<Guid, bool> _made = new();

    public string Name => "searched texts";

    public bool Handles(string streamType) => streamType == NotebookStream.Type;

    /// <inheritdoc/>
    public async Task ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid streamId, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!events.Any(TouchedBranches.MayMatter))
        {
            return;
        }

        NotebookState before = await states.BeforeAsync(streamId, events, ct).ConfigureAwait(false);
        NotebookState after = events.Aggregate(before, NotebookStream.Fold.Evolve);
        if (!_made.ContainsKey(streamId) && !await table.IsMadeAsync(connection, transaction, streamId, ct).ConfigureAwait(false))
        {
            await table.ReplaceAsync(connection, transaction, streamId, [.. PassageRows.Of(after)], ct).ConfigureAwait(false);
            return;
        }

        IReadOnlySet<BranchId>? touched = TouchedBranches.Of(events, before);
        (List<PassageRow> gone, List<PassageRow> written) = Difference(
            touched is null ? PassageRows.Of(before) : PassageRows.Of(before, touched),
            touched is null ? PassageRows.Of(after) : PassageRows.Of(after, touched));
        await table.RemoveAsync(connection, transaction, streamId, gone, ct).ConfigureAwait(false);
        await table.WriteAsync(connection, transaction, streamId, written, ct).ConfigureAwait(false);
        _made[streamId] = true;
    }

    /// <summary>Makes the rows of a notebook that has none, such as one an older build wrote.</summary>
    public async Task MakeAsync(NpgsqlDataSource dataSource, Guid notebook, CancellationToken ct, bool trustSnapshots = true)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        if (await table.LockAsync(connection, transaction, notebook, ct).ConfigureAwait(false) is { } version
            && !await table.IsMadeAsync(connection, transaction, notebook, ct).ConfigureAwait(false))
        {
            NotebookState state = await states.FoldAsync(notebook, version, ct, trustSnapshots).ConfigureAwait(false);
            await table.ReplaceAsync(connection, transaction, notebook, [.. PassageRows.Of(state)], ct).ConfigureAwait(false);
        }

        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Makes the rows of every notebook that has none.</summary>
    public async Task MakeMissingAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        IReadOnlyList<StreamState> streams = await states.ListAsync(ct).ConfigureAwait(false);
        foreach (Guid notebook in await table.ListUnmadeAsync(dataSource, streams.Select(stream => stream.Id), ct).ConfigureAwait(false))
        {
            await MakeAsync(dataSource, notebook, ct).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(progress);
        _made.Clear();
        await table.ClearAsync(dataSource, ct).ConfigureAwait(false);
        IReadOnlyList<StreamState> streams = await states.ListAsync(ct).ConfigureAwait(false);
        for (int i = 0; i < streams.Count; i++)
        {
            progress(ReadModelProgress.Of(i, streams.Count));
            await MakeAsync(dataSource, streams[i].Id, ct, trustSnapshots: false).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(progress);
        IReadOnlyList<StreamState> streams = await states.ListAsync(ct).ConfigureAwait(false);
        HashSet<Guid> unmade = [.. await table.ListUnmadeAsync(dataSource, streams.Select(stream => stream.Id), ct).ConfigureAwait(false)];
        ILookup<Guid, PassageRow> rows = (await table.ReadAsync(dataSource, ct).ConfigureAwait(false)).ToLookup(pair => pair.Notebook, pair => pair.Row);
        List<StoreFault> faults = [];
        for (int i = 0; i < streams.Count; i++)
        {
            StreamState stream = streams[i];
            progress(ReadModelProgress.Of(i, streams.Count));
            // One that an older build wrote and nobody has opened since: its rows are made when the workspace starts.
            if (unmade.Contains(stream.Id))
            {
                continue;
            }

            NotebookState state = await states.FoldAsync(stream.Id, stream.Version, ct, trustSnapshots: false).ConfigureAwait(false);
            (List<PassageRow> gone, List<PassageRow> written) = Difference(rows[stream.Id], PassageRows.Of(state));
            if (gone.Count + written.Count > 0)
            {
                faults.Add(new StoreFault("read model", stream.Id, stream.Version, "what is searched of the notebook is not what its events say. `db rebuild` mends it."));
            }
        }

        HashSet<Guid> known = [.. streams.Select(stream => stream.Id)];
        faults.AddRange(rows.Select(notebook => notebook.Key).Where(id => !known.Contains(id)).Order()
            .Select(id => new StoreFault("read model", id, null, "searched texts are of a notebook that is not there. `db rebuild` removes them.")));
        return faults;
    }

    /// <summary>What is to be taken away, and what is to be written.</summary>
    private static (List<PassageRow> Gone, List<PassageRow> Written) Difference(IEnumerable<PassageRow> before, IEnumerable<PassageRow> after)
    {
        Dictionary<(Guid Branch, int Part), PassageRow> had = before.ToDictionary(row => (row.Branch, row.Part));
        List<PassageRow> written = [];
        foreach (PassageRow row in after)
        {
            if (!had.Remove((row.Branch, row.Part), out PassageRow? same) || same != row)
            {
                written.Add(row);
            }
        }

        return ([.. had.Values], written);
    }
}
