using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// Keeps the summaries in step with the notebooks, in the transaction of each append. A summary is made of the whole state,
/// which whoever appends has at hand and lends (<see cref="LentStates"/>); for other appends it is folded from the store.
/// </summary>
internal sealed class NotebookSummaryProjection(LentStates states, IOptions<EventStoreOptions> options) : IInlineProjection, IReadModel
{
    private readonly string _table = $"\"{options.Value.Schema}\".notebook_summaries";

    public string Name => "notebook summaries";

    public bool Handles(string streamType) => streamType == NotebookStream.Type;

    public async Task ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid streamId, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!ConcernsSummary(events))
        {
            return;
        }

        NotebookState state = await states.BeforeAsync(streamId, events, ct).ConfigureAwait(false);
        foreach (StoredEvent stored in events)
        {
            state = NotebookStream.Fold.Evolve(state, stored);
        }

        await using NpgsqlCommand command = new(
            $"""
            insert into {_table} as s (id, title, opening, cells, branches, growing, archived, members, roles, everyone, created, changed)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
            on conflict (id) do update set title = excluded.title, opening = excluded.opening, cells = excluded.cells,
                branches = excluded.branches, growing = excluded.growing, archived = excluded.archived,
                members = excluded.members, roles = excluded.roles, everyone = excluded.everyone, changed = excluded.changed
            """,
            connection,
            transaction);
        Bind(command, streamId, state, events[^1].Timestamp);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Makes every summary again from the events.</summary>
    public async Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(progress);
        IReadOnlyList<StreamState> streams = await states.ListAsync(ct).ConfigureAwait(false);
        await using (NpgsqlCommand strays = dataSource.CreateCommand($"delete from {_table} where id <> all ($1)"))
        {
            strays.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. streams.Select(stream => stream.Id)] });
            await strays.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        for (int i = 0; i < streams.Count; i++)
        {
            StreamState stream = streams[i];
            progress(ReadModelProgress.Of(i, streams.Count));
            NotebookState state = await states.FoldAsync(stream.Id, stream.Version, ct, trustSnapshots: false).ConfigureAwait(false);
            await using NpgsqlCommand command = dataSource.CreateCommand(
                $"""
                insert into {_table} (id, title, opening, cells, branches, growing, archived, members, roles, everyone, created, changed)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $11)
                on conflict (id) do update set title = excluded.title, opening = excluded.opening, cells = excluded.cells,
                    branches = excluded.branches, growing = excluded.growing, archived = excluded.archived,
                    members = excluded.members, roles = excluded.roles, everyone = excluded.everyone,
                    created = excluded.created, changed = excluded.changed
                """);
            Bind(command, stream.Id, state, stream.Updated);
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = stream.Created.ToUniversalTime() });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(progress);
        Dictionary<Guid, SummaryRow> rows = await ReadAsync(dataSource, ct).ConfigureAwait(false);
        List<StoreFault> faults = [];
        IReadOnlyList<StreamState> streams = await states.ListAsync(ct).ConfigureAwait(false);
        for (int i = 0; i < streams.Count; i++)
        {
            StreamState stream = streams[i];
            progress(ReadModelProgress.Of(i, streams.Count));
            if (!rows.Remove(stream.Id, out SummaryRow? row))
            {
                faults.Add(new StoreFault("read model", stream.Id, null, "the notebook has no summary, so no list shows it. `db rebuild` makes it."));
                continue;
            }

            NotebookState state = await states.FoldAsync(stream.Id, stream.Version, ct, trustSnapshots: false).ConfigureAwait(false);
            string[] wrong = [.. row.DifferencesFrom(SummaryRow.Of(state))];
            if (wrong.Length > 0)
            {
                faults.Add(new StoreFault("read model", stream.Id, stream.Version, $"the notebook's summary has another {string.Join(", ", wrong)} than its events. `db rebuild` mends it."));
            }
        }

        faults.AddRange(rows.Keys.Order().Select(id => new StoreFault("read model", id, null, "the summary is of a notebook that is not there. `db rebuild` removes it.")));
        return faults;
    }

    private async Task<Dictionary<Guid, SummaryRow>> ReadAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"select id, title, opening, cells, branches, growing, archived, members, roles, everyone from {_table}");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        Dictionary<Guid, SummaryRow> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows[reader.GetGuid(0)] = new SummaryRow(
                reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetBoolean(5), reader.GetBoolean(6))
            {
                Members = [.. reader.GetFieldValue<Guid[]>(7).Zip(reader.GetFieldValue<int[]>(8))],
                Everyone = reader.IsDBNull(9) ? null : reader.GetInt32(9),
            };
        }

        return rows;
    }

    /// <summary>Who reads what is no change of a notebook.</summary>
    private static bool ConcernsSummary(IReadOnlyList<StoredEvent> events) =>
        events.Any(stored => stored.Data is not (BranchFocused or BranchCollapsed or CellCollapsed or RunAdvanced));

    private static void Bind(NpgsqlCommand command, Guid id, NotebookState state, DateTimeOffset changed)
    {
        SummaryRow row = SummaryRow.Of(state);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Title });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Opening });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.Cells });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.Branches });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = row.AtWork });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = row.Archived });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. row.Members.Select(member => member.Person)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. row.Members.Select(member => member.Role)] });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)row.Everyone ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = changed.ToUniversalTime() });
    }
}
