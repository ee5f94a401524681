using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using Npgsql;

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
    ];

    /// <summary>Every notebook, last changed first.</summary>
    public async Task<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select id, title, opening, cells, branches, archived, created, changed from {_table} order by changed desc, id");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<NotebookSummary> summaries = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            summaries.Add(new NotebookSummary(
                new NotebookId(reader.GetGuid(0)),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                reader.GetBoolean(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetFieldValue<DateTimeOffset>(7)));
        }

        return summaries;
    }

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
}
