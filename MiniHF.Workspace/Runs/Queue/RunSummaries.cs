using Microsoft.Extensions.Options;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using Npgsql;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>Reads the list of runs.</summary>
internal sealed class RunSummaries(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options)
{
    private readonly string _sql =
        $"""
        select s.id, s.name, s.recipe, s.base, s.status, coalesce(q.step, 0), s.steps, q.machine,
               coalesce(q.worker is not null and q.lease_until > clock_timestamp(), false),
               s.notebook, s.person, s.adapter, s.failure, s.created, s.started, s.ended,
               array(select (source->>'Notebook')::uuid from "{options.Value.Schema}".mt_events e, jsonb_array_elements(e.data->'Plan'->'Sources') source
                     where e.stream_id = s.id and e.version = 1 and source ? 'Notebook'),
               s.alarm, s.guarded
        from "{options.Value.Schema}".run_summaries s left join "{options.Value.Schema}".run_queue q on q.run = s.id
        order by s.created desc, s.id
        """;

    /// <summary>Every run, the newest first.</summary>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(_sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<RunSummary> runs = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            runs.Add(new RunSummary(
                new RunId(reader.GetGuid(0)),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                (RunStatus)reader.GetInt32(4),
                reader.GetInt32(5),
                reader.GetInt32(6),
                TextOf(reader, 7),
                reader.GetBoolean(8),
                reader.IsDBNull(9) ? null : new NotebookId(reader.GetGuid(9)),
                new PersonId(reader.GetGuid(10)),
                TextOf(reader, 11),
                TextOf(reader, 12),
                reader.GetFieldValue<DateTimeOffset>(13),
                TimeOf(reader, 14),
                TimeOf(reader, 15))
            {
                Notebooks = [.. reader.GetFieldValue<Guid[]>(16).Select(id => new NotebookId(id)), .. reader.IsDBNull(9) ? Array.Empty<NotebookId>() : [new NotebookId(reader.GetGuid(9))]],
                Alarm = TextOf(reader, 17),
                IsGuarded = reader.GetBoolean(18),
            });
        }

        return runs;
    }

    private static string? TextOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? TimeOf(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
