using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using Npgsql;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// When somebody last had a notebook open. It says what is new to them, is no part of the notebook, and nothing is lost with it: where the
/// store is away it is logged, and nobody is kept from the notebook.
/// </summary>
public sealed class Visits(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options, ILogger<Visits> logger)
{
    public const string Feature = "notebook_visits";

    private readonly string _table = $"\"{options.Value.Schema}\".notebook_visits";

    internal static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.notebook_visits (
                notebook uuid        not null,
                person   uuid        not null,
                last     timestamptz not null,
                constraint pkey_notebook_visits primary key (notebook, person)
            );
            """),
    ];

    /// <summary>When the person last left the notebook; null where they were never there, or where that is not known.</summary>
    public async Task<DateTimeOffset?> LastAsync(NotebookId notebook, PersonId person, CancellationToken ct)
    {
        try
        {
            await using NpgsqlCommand command = Command($"select last from {_table} where notebook = $1 and person = $2", notebook, person);
            return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is DateTime last ? new DateTimeOffset(last, TimeSpan.Zero) : null;
        }
        catch (Exception e) when (IsAway(e))
        {
            Log.VisitFailed(logger, e, notebook.Value);
            return null;
        }
    }

    /// <summary>Notes that the person was there until then.</summary>
    public async Task NoteAsync(NotebookId notebook, PersonId person, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            await using NpgsqlCommand command = Command(
                $"insert into {_table} as v (notebook, person, last) values ($1, $2, $3) on conflict (notebook, person) do update set last = greatest(v.last, excluded.last)",
                notebook,
                person);
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (IsAway(e))
        {
            Log.VisitFailed(logger, e, notebook.Value);
        }
    }

    // The last page of a server that stops finds its data source gone.
    private static bool IsAway(Exception e) => e is NpgsqlException or ObjectDisposedException;

    private NpgsqlCommand Command(string sql, NotebookId notebook, PersonId person)
    {
        NpgsqlCommand command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person.Value });
        return command;
    }
}
