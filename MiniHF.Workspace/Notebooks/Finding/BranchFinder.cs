using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using Npgsql;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>
/// Finds branches by their words, their names, notes and tags: first the words as they are typed, each as the beginning of one; then,
/// where that finds nothing, words spelt nearly so; then the characters wherever they stand.
/// </summary>
/// <remarks>
/// Misspelt words are looked for among all that were ever written, here and not by <c>pg_trgm</c>: a database with that extension could
/// only be restored on a server that has it.
/// </remarks>
public sealed class BranchFinder
{
    private const int MostInstead = 6;
    private const int MostLookedAt = 24;

    private static readonly Dictionary<string, IReadOnlyList<string>> s_none = [];

    private readonly NpgsqlDataSource _dataSource;
    private readonly PassageTable _table;
    private readonly string _summaries;

    internal BranchFinder(NpgsqlDataSource dataSource, PassageTable table, IOptions<EventStoreOptions> options)
    {
        _dataSource = dataSource;
        _table = table;
        _summaries = $"\"{options.Value.Schema}\".notebook_summaries";
    }

    /// <summary>Searches.</summary>
    /// <param name="typed">As <see cref="FindWords"/> reads it.</param>
    /// <param name="within">The notebooks to look in: those the person may read.</param>
    /// <param name="most">How many branches to give, at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<FoundBranches> FindAsync(string typed, IReadOnlyCollection<NotebookId> within, int most, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(within);
        FindWords words = FindWords.Parse(typed);
        if (words.IsEmpty || within.Count == 0)
        {
            return FoundBranches.None;
        }

        FoundBranches found = await QueryAsync(words, s_none, within, most, ct).ConfigureAwait(false);
        if (found.Count > 0)
        {
            return found;
        }

        Dictionary<string, IReadOnlyList<string>> instead = await CorrectAsync(words, within, ct).ConfigureAwait(false);
        if (instead.Count > 0)
        {
            found = await QueryAsync(words, instead, within, most, ct).ConfigureAwait(false);
        }

        return found.Count > 0
            ? found with { Corrected = [.. instead.Select(pair => (pair.Key, pair.Value[0]))] }
            : await LiteralAsync(words, within, most, ct).ConfigureAwait(false);
    }

    private async Task<FoundBranches> QueryAsync(
        FindWords words, IReadOnlyDictionary<string, IReadOnlyList<string>> instead, IReadOnlyCollection<NotebookId> within, int most, CancellationToken ct)
    {
        await using NpgsqlCommand command = _dataSource.CreateCommand(
            $"""
            with asked as (select to_tsquery('simple', $1) as query),
            found as (
                select p.*, case when numnode(asked.query) = 0 then 0 else ts_rank_cd(p.words, asked.query) end as rank
                from {_table.Passages} p, asked
                where p.notebook = any ($2) and (numnode(asked.query) = 0 or p.words @@ asked.query)
                    and string_to_array(p.tags, ' ') @> $3
            ),
            best as (select distinct on (notebook, branch) * from found order by notebook, branch, rank desc, part),
            shown as (select *, count(*) over () as total from best order by put_aside, rank desc, branch desc limit $4)
            select shown.notebook, shown.cell, shown.branch, coalesce(s.title, ''), coalesce(s.opening, ''), coalesce(s.archived, false),
                shown.name, shown.tags, shown.text, shown.note, shown.put_aside, shown.total
            from shown left join {_summaries} s on s.id = shown.notebook
            order by shown.put_aside, shown.rank desc, shown.branch desc
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = words.ToQuery(instead) });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. within.Select(id => id.Value)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. words.Tags] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        Excerpt excerpt = Excerpt.OfWords(words, instead);
        return await ReadAsync(command, excerpt, ct).ConfigureAwait(false);
    }

    /// <summary>The characters as they are typed, for what the words' index cannot find: parts of words, marks, scripts without spaces.</summary>
    private async Task<FoundBranches> LiteralAsync(FindWords words, IReadOnlyCollection<NotebookId> within, int most, CancellationToken ct)
    {
        string[] patterns = [.. words.Wanted.Select(Anywhere)];
        if (patterns.Length == 0)
        {
            return FoundBranches.None;
        }

        await using NpgsqlCommand command = _dataSource.CreateCommand(
            $"""
            with best as (
                select distinct on (p.notebook, p.branch) p.* from {_table.Passages} p
                where p.notebook = any ($1) and p.text ilike all ($2) and not p.text ilike any ($5) and string_to_array(p.tags, ' ') @> $3
                order by p.notebook, p.branch, p.part
            ),
            shown as (select *, count(*) over () as total from best order by put_aside, branch desc limit $4)
            select shown.notebook, shown.cell, shown.branch, coalesce(s.title, ''), coalesce(s.opening, ''), coalesce(s.archived, false), shown.name, shown.tags,
                shown.text, '', shown.put_aside, shown.total
            from shown left join {_summaries} s on s.id = shown.notebook
            order by shown.put_aside, shown.branch desc
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. within.Select(id => id.Value)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = patterns });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. words.Tags] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. words.Without.Select(Anywhere)] });
        return await ReadAsync(command, Excerpt.OfCharacters(words), ct).ConfigureAwait(false);
    }

    private static string Anywhere(string word) =>
        $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    /// <summary>For each word that nobody wrote in these notebooks, those of theirs that were meant.</summary>
    private async Task<Dictionary<string, IReadOnlyList<string>>> CorrectAsync(FindWords words, IReadOnlyCollection<NotebookId> within, CancellationToken ct)
    {
        Dictionary<string, IReadOnlyList<string>> instead = new(StringComparer.Ordinal);
        foreach (string word in words.Words.Distinct(StringComparer.Ordinal))
        {
            string lower = word.ToLowerInvariant();
            int tolerance = Misspelling.Tolerance(lower.Length);
            if (tolerance == 0 || (await WrittenAsync([lower], prefix: true, within, ct).ConfigureAwait(false)).Count > 0)
            {
                continue;
            }

            // Words of all notebooks, and half-typed ones too: of the nearest, those that stand in these notebooks now.
            IReadOnlyList<string> nearest = Misspelling.Nearest(lower, await KnownAsync(lower.Length - tolerance, lower.Length + tolerance, ct).ConfigureAwait(false), MostLookedAt);
            IReadOnlySet<string> written = await WrittenAsync(nearest, prefix: false, within, ct).ConfigureAwait(false);
            if (nearest.Where(written.Contains).Take(MostInstead).ToArray() is { Length: > 0 } meant)
            {
                instead[word] = meant;
            }
        }

        return instead;
    }

    /// <summary>Every word of that many letters that was ever written.</summary>
    private async Task<List<string>> KnownAsync(int least, int most, CancellationToken ct)
    {
        await using NpgsqlCommand command = _dataSource.CreateCommand($"select word from {_table.Words} where length between $1 and $2");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = least });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await ListAsync(command, ct).ConfigureAwait(false);
    }

    /// <summary>Those of the words that stand in the notebooks.</summary>
    private async Task<IReadOnlySet<string>> WrittenAsync(IReadOnlyList<string> words, bool prefix, IReadOnlyCollection<NotebookId> within, CancellationToken ct)
    {
        await using NpgsqlCommand command = _dataSource.CreateCommand(
            $"""
            select w from unnest($1, $3) as asked (w, query) where exists (
                select 1 from {_table.Passages} p where p.notebook = any ($2) and p.words @@ to_tsquery('simple', query))
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. words] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. within.Select(id => id.Value)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. words.Select(word => FindWords.Quote(word) + (prefix ? ":*" : ""))] });
        return (await ListAsync(command, ct).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<List<string>> ListAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<string> list = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            list.Add(reader.GetString(0));
        }

        return list;
    }

    private static async Task<FoundBranches> ReadAsync(NpgsqlCommand command, Excerpt excerpt, CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<FoundBranch> found = [];
        long total = 0;
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            IReadOnlyList<SnippetPiece> text = excerpt.Of(reader.GetString(8));
            IReadOnlyList<SnippetPiece> note = excerpt.Of(reader.GetString(9));
            bool isOfNote = !text.Any(piece => piece.IsMatch) && note.Any(piece => piece.IsMatch);
            found.Add(new FoundBranch(
                new NotebookId(reader.GetGuid(0)),
                new CellId(reader.GetGuid(1)),
                new BranchId(reader.GetGuid(2)),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetBoolean(5),
                reader.GetString(6),
                reader.GetString(7).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                isOfNote ? note : text,
                isOfNote,
                reader.GetBoolean(10)));
            total = reader.GetInt64(11);
        }

        return new FoundBranches(found, total, []);
    }
}
