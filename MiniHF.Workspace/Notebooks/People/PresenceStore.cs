using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>
/// Who has which notebook open on which server, for the other servers to see. A row is a lease by the database's clock: a server that
/// dies is gone from all pages when it ends. Nothing of it is worth a write to disk.
/// </summary>
internal sealed class PresenceStore(NpgsqlDataSource dataSource, ServerIdentity server, IOptions<EventStoreOptions> options)
{
    public const string Feature = "notebook_presence";

    /// <summary>Says that rows changed; carries nothing.</summary>
    public const string Channel = "minihf_presence";

    /// <summary>How long a row holds that is not renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly string _table = $"\"{options.Value.Schema}\".notebook_presence";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create unlogged table {schema}.notebook_presence (
                notebook uuid        not null,
                server   uuid        not null,
                person   uuid        not null,
                cell     uuid        null,
                until    timestamptz not null,
                constraint pkey_notebook_presence primary key (notebook, server, person)
            );
            create index idx_notebook_presence_server on {schema}.notebook_presence (server);
            """),
    ];

    /// <summary>Says who is here, and nobody else is; renews their lease. Tells the other servers where somebody came, went or moved.</summary>
    public async Task WriteAsync(IReadOnlyList<PresentPerson> here, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            with here as (select * from unnest($2::uuid[], $3::uuid[], $4::uuid[]) h (notebook, person, cell)),
                 gone as (
                     delete from {_table} p
                     where case when p.server = $1 then not exists (select 1 from here h where h.notebook = p.notebook and h.person = p.person) else p.until < clock_timestamp() end
                     returning 1),
                 moved as (
                     select 1 from here h left join {_table} p on p.notebook = h.notebook and p.server = $1 and p.person = h.person
                     where p.person is null or p.cell is distinct from h.cell),
                 written as (
                     insert into {_table} (notebook, server, person, cell, until)
                     select h.notebook, $1, h.person, h.cell, clock_timestamp() + $5 from here h
                     on conflict (notebook, server, person) do update set cell = excluded.cell, until = excluded.until
                     returning 1)
            select pg_notify('{Channel}', '') where exists (select 1 from gone) or exists (select 1 from moved)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = server.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. here.Select(one => one.Notebook.Value)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. here.Select(one => one.Person.Value)] });
        command.Parameters.Add(new NpgsqlParameter { Value = here.Select(one => one.Cell?.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Who has these notebooks open on other servers.</summary>
    public async Task<IReadOnlyList<PresentPerson>> ReadOthersAsync(IReadOnlyCollection<NotebookId> notebooks, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select notebook, person, cell from {_table} where notebook = any ($2) and server <> $1 and until > clock_timestamp() order by notebook, person, until");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = server.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. notebooks.Select(id => id.Value)] });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<PresentPerson> others = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            others.Add(new PresentPerson(
                new NotebookId(reader.GetGuid(0)), new PersonId(reader.GetGuid(1)), reader.IsDBNull(2) ? null : new CellId(reader.GetGuid(2))));
        }

        return others;
    }
}
