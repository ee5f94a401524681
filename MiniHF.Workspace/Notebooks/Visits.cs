using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// What people have seen of notebooks, kept as they see it: a page that is cut off or loaded again knows it, and so do a person's other pages. It is
/// no part of the notebook, and nothing is lost with it: where the store is away it is logged, and nobody is kept from the notebook.
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
        new(Feature, 2, "alter table {schema}.notebook_visits add column seen uuid[] not null default '{}';"),
    ];

    /// <summary>What the person has seen of the notebook; from now on, where they were never there. Null where that cannot be known.</summary>
    public async Task<Visit?> OpenAsync(NotebookId notebook, PersonId person, NotebookState state, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(state);
        try
        {
            Visit visit = await ReadAsync(notebook, person, now, ct).ConfigureAwait(false);
            Visit settled = visit.Settled([.. state.Cells.Values.OfType<WriteCell>().SelectMany(cell => cell.Tree.Branches.Values)], person);
            if (settled.Since > visit.Since)
            {
                await StoreAsync(notebook, person, settled.Since, [], [.. visit.Seen.Except(settled.Seen)], ct).ConfigureAwait(false);
            }

            return settled;
        }
        catch (Exception e) when (IsAway(e))
        {
            Log.VisitFailed(logger, e, notebook.Value);
            return null;
        }
    }

    /// <summary>Notes that the person has seen these.</summary>
    public async Task NoteAsync(NotebookId notebook, PersonId person, IReadOnlyList<BranchId> seen, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(seen);
        try
        {
            await StoreAsync(notebook, person, DateTimeOffset.UnixEpoch, seen, [], ct).ConfigureAwait(false);
        }
        catch (Exception e) when (IsAway(e))
        {
            Log.VisitFailed(logger, e, notebook.Value);
        }
    }

    private async Task<Visit> ReadAsync(NotebookId notebook, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = Command(
            $"""
            with first as (insert into {_table} (notebook, person, last, seen) values ($1, $2, $3, array[]::uuid[]) on conflict (notebook, person) do nothing returning last, seen)
            select last, seen from first union all select last, seen from {_table} where notebook = $1 and person = $2
            """,
            notebook,
            person);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new Visit(reader.GetFieldValue<DateTimeOffset>(0), [.. reader.GetFieldValue<Guid[]>(1).Select(id => new BranchId(id))])
            : Visit.From(now); // made by another page between the two halves of the statement, a moment ago
    }

    /// <summary>Adds and drops one by one: a person's other pages do the same at the same time.</summary>
    private async Task StoreAsync(NotebookId notebook, PersonId person, DateTimeOffset since, IReadOnlyList<BranchId> seen, IReadOnlyList<BranchId> dropped, CancellationToken ct)
    {
        await using NpgsqlCommand command = Command(
            $"update {_table} set last = greatest(last, $3), seen = array(select unnest(seen) union select unnest($4) except select unnest($5)) where notebook = $1 and person = $2",
            notebook,
            person);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. seen.Select(branch => branch.Value)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. dropped.Select(branch => branch.Value)] });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
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
