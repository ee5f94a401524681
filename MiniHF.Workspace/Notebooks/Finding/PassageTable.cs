using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using Npgsql;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>The tables that are searched: pieces of branches with their words, and every word there is, for words that are misspelt.</summary>
internal sealed class PassageTable(IOptions<EventStoreOptions> options)
{
    public const string Feature = "branch_passages";

    /// <summary>Raise the number whenever <see cref="PassageRows"/> gives other rows: every notebook's are then made again.</summary>
    public const int Shape = 2;

    private readonly string _schema = $"\"{options.Value.Schema}\"";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.branch_passages (
                notebook  uuid     not null,
                cell      uuid     not null,
                branch    uuid     not null,
                part      integer  not null,
                text      varchar  not null,
                name      varchar  not null,
                note      varchar  not null,
                tags      varchar  not null,
                put_aside boolean  not null,
                words     tsvector not null,
                constraint pkey_branch_passages primary key (notebook, branch, part)
            );
            create index idx_branch_passages_words on {schema}.branch_passages using gin (words);

            create table {schema}.branch_words (
                word   varchar collate "C" not null constraint pkey_branch_words primary key,
                length integer             not null
            );
            create index idx_branch_words_length on {schema}.branch_words (length);

            create table {schema}.branch_passages_made (
                notebook uuid    not null constraint pkey_branch_passages_made primary key,
                shape    integer not null
            );
            """),
    ];

    public string Passages => $"{_schema}.branch_passages";

    public string Words => $"{_schema}.branch_words";

    private string Made => $"{_schema}.branch_passages_made";

    private string Streams => $"{_schema}.mt_streams";

    /// <summary>Whether the notebook's rows are there, in this build's shape.</summary>
    public async Task<bool> IsMadeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid notebook, CancellationToken ct)
    {
        await using NpgsqlCommand command = new($"select exists (select 1 from {Made} where notebook = $1 and shape = $2)", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Shape });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
    }

    /// <summary>The notebooks among these whose rows are not there.</summary>
    public async Task<IReadOnlyList<Guid>> ListUnmadeAsync(NpgsqlDataSource dataSource, IEnumerable<Guid> notebooks, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select id from unnest($1) as id where not exists (select 1 from {Made} m where m.notebook = id and m.shape = $2)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. notebooks] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Shape });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<Guid> unmade = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            unmade.Add(reader.GetGuid(0));
        }

        return unmade;
    }

    /// <summary>Keeps others from appending to the notebook until the transaction ends, and tells its version; null where there is none.</summary>
    public async Task<long?> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid notebook, CancellationToken ct)
    {
        await using NpgsqlCommand command = new($"select version from {Streams} where id = $1 for update", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) as long?;
    }

    /// <summary>Makes the notebook's rows these and no others.</summary>
    public async Task ReplaceAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid notebook, IReadOnlyList<PassageRow> rows, CancellationToken ct)
    {
        await using (NpgsqlCommand command = new($"delete from {Passages} where notebook = $1", connection, transaction))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        await WriteAsync(connection, transaction, notebook, rows, ct).ConfigureAwait(false);
        await using NpgsqlCommand made = new(
            $"insert into {Made} (notebook, shape) values ($1, $2) on conflict (notebook) do update set shape = excluded.shape", connection, transaction);
        made.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook });
        made.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Shape });
        await made.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Adds rows, or puts them in the place of those with the same key, and takes their words up.</summary>
    /// <remarks>Words are inserted in their order, so that two appends with the same new words wait for each other instead of for ever.</remarks>
    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid notebook, IReadOnlyList<PassageRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using NpgsqlCommand command = new(
            $"""
            with written as (
                insert into {Passages} as p (notebook, cell, branch, part, text, name, note, tags, put_aside, words)
                select $1, r.cell, r.branch, r.part, r.text, r.name, r.note, r.tags, r.put_aside,
                    setweight(to_tsvector('simple', r.text), 'A') || setweight(to_tsvector('simple', r.name), 'B')
                    || setweight(to_tsvector('simple', r.note || ' ' || r.tags), 'C')
                from unnest($2, $3, $4, $5, $6, $7, $8, $9) as r (cell, branch, part, text, name, note, tags, put_aside)
                on conflict (notebook, branch, part) do update set cell = excluded.cell, text = excluded.text, name = excluded.name,
                    note = excluded.note, tags = excluded.tags, put_aside = excluded.put_aside, words = excluded.words
                returning p.words
            )
            insert into {Words} (word, length)
            select distinct w.word, length(w.word) from written, unnest(tsvector_to_array(written.words)) as w (word)
            where length(w.word) between 3 and 40 order by 1
            on conflict do nothing
            """,
            connection,
            transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Cell)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Branch)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Part)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Text)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Name)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Note)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Tags)] });
        command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(row => row.PutAside)] });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Takes rows away.</summary>
    public async Task RemoveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid notebook, IReadOnlyList<PassageRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using NpgsqlCommand command = new(
            $"delete from {Passages} p using unnest($2, $3) as r (branch, part) where p.notebook = $1 and p.branch = r.branch and p.part = r.part",
            connection,
            transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Branch)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Part)] });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Empties the tables.</summary>
    public async Task ClearAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"delete from {Passages}; delete from {Made}; delete from {Words}");
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>The rows there are.</summary>
    public async Task<List<(Guid Notebook, PassageRow Row)>> ReadAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select notebook, cell, branch, part, text, name, note, tags, put_aside from {Passages}");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<(Guid Notebook, PassageRow Row)> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add((reader.GetGuid(0), new PassageRow(
                reader.GetGuid(1),
                reader.GetGuid(2),
                reader.GetInt32(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetString(7),
                reader.GetBoolean(8))));
        }

        return rows;
    }
}
