using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.People;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.Notebooks;

/// <summary>Reads the table of summaries.</summary>
internal sealed class NotebookSummaries(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options)
{
    public const string Feature = "notebook_summaries";

    private readonly string _table = $"\"{options.Value.Schema}\".notebook_summaries";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.notebook_summaries (
                id       uuid        not null constraint pkey_notebook_summaries primary key,
                title    varchar     not null,
                opening  varchar     not null,
                cells    integer     not null,
                branches integer     not null,
                growing  boolean     not null,
                archived boolean     not null,
                created  timestamptz not null,
                changed  timestamptz not null
            );
            """),

        // Who may see it: those with a role of their own, in the order of their ids, and what everybody else may do (null: nothing).
        new(Feature, 2,
            """
            alter table {schema}.notebook_summaries
                add column members  uuid[]    not null default '{}',
                add column roles    integer[] not null default '{}',
                add column everyone integer   null default 2;
            update {schema}.notebook_summaries s set members = array[f.founder], roles = array[3]
            from (
                select distinct on (e.stream_id) e.stream_id, (e.data->>'By')::uuid as founder
                from {schema}.mt_events e where e.type in ('notebook_created', 'notebook_copied')
                order by e.stream_id, e.version desc
            ) f
            where f.stream_id = s.id and f.founder <> '00000000-0000-0000-0000-000000000000';
            """),
    ];

    /// <summary>Every notebook, last changed first.</summary>
    public Task<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken ct) => ReadAsync(reader: null, isGuest: false, ct);

    /// <summary>The notebooks a person may look into, last changed first.</summary>
    public Task<IReadOnlyList<NotebookSummary>> ListAsync(PersonId reader, bool isGuest, CancellationToken ct) => ReadAsync(reader, isGuest, ct);

    /// <summary>The notebooks in which something grows or searches, or did when its server went away.</summary>
    public async Task<IReadOnlyList<NotebookId>> ListGrowingAsync(CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"select id from {_table} where growing order by id");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<NotebookId> ids = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            ids.Add(new NotebookId(reader.GetGuid(0)));
        }

        return ids;
    }

    // The role of one's own, else everybody's, which no guest has; a notebook that nobody owns is the whole workspace's.
    private async Task<IReadOnlyList<NotebookSummary>> ReadAsync(PersonId? reader, bool isGuest, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            select id, title, opening, cells, branches, archived, created, changed, role
            from (
                select *, case
                    when $1 = any (members) then roles[array_position(members, $1)]
                    when $2 then null
                    when {(int)NotebookRole.Owner} = any (roles) then everyone
                    else {(int)NotebookRole.Owner}
                end as role
                from {_table}
            ) s
            where $1 is null or role is not null
            order by changed desc, id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)reader?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = isGuest });
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<NotebookSummary> summaries = [];
        while (await rows.ReadAsync(ct).ConfigureAwait(false))
        {
            summaries.Add(new NotebookSummary(
                new NotebookId(rows.GetGuid(0)),
                rows.GetString(1),
                rows.GetString(2),
                rows.GetInt32(3),
                rows.GetInt32(4),
                rows.GetBoolean(5),
                rows.GetFieldValue<DateTimeOffset>(6),
                rows.GetFieldValue<DateTimeOffset>(7))
            {
                Role = reader is null || rows.IsDBNull(8) ? null : (NotebookRole)rows.GetInt32(8),
            });
        }

        return summaries;
    }
}
