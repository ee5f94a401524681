using Microsoft.Extensions.Options;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// What might have stood in the place of a branch's tokens, read from its events when somebody looks: in every state of every
/// notebook it would be most of what there is.
/// </summary>
public sealed class RecordedAlternatives(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options)
{
    private readonly string _events = $"\"{options.Value.Schema}\".mt_events";

    /// <summary>The alternatives of each token of the branch, the most probable first; of a token without any, none. Null where none were recorded.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<TokenAlternative>>?> FindAsync(NotebookId notebook, BranchTree tree, Branch branch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(branch);
        TokenRun[] runs = [.. ShapingRules.RunsOf(branch)];
        GrowthId[] growths = [.. runs.Select(run => tree.Branches.GetValueOrDefault(run.Branch)?.Growth).Append(branch.Growth).OfType<GrowthId>().Distinct()];
        if (growths.Length == 0)
        {
            return null;
        }

        Dictionary<(Guid Branch, int Token), IReadOnlyList<TokenAlternative>> recorded = await ReadAsync(notebook, growths, runs, ct).ConfigureAwait(false);
        return recorded.Count == 0
            ? null
            : [.. runs.SelectMany(run => Enumerable.Range(run.From, run.Count).Select(token => recorded.GetValueOrDefault((run.Branch.Value, token)) ?? []))];
    }

    private async Task<Dictionary<(Guid Branch, int Token), IReadOnlyList<TokenAlternative>>> ReadAsync(
        NotebookId notebook, GrowthId[] growths, TokenRun[] runs, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            select (b ->> 'Branch')::uuid, (b ->> 'From')::integer, b ->> 'Alternatives'
            from {_events} e, jsonb_array_elements(e.data -> 'Branches') as b
            where e.stream_id = $1 and e.type = 'growth_progressed' and e.data ->> 'Growth' = any ($2)
                and b ->> 'Branch' = any ($3) and b ->> 'Alternatives' is not null
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. growths.Select(growth => growth.Value.ToString())] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. runs.Select(run => run.Branch.Value.ToString()).Distinct()] });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        Dictionary<(Guid Branch, int Token), IReadOnlyList<TokenAlternative>> recorded = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            Guid branch = reader.GetGuid(0);
            int token = reader.GetInt32(1);
            foreach (IReadOnlyList<TokenAlternative> alternatives in TokenAlternatives.Unpack(reader.GetString(2)))
            {
                // A piece that came too late was not taken into the branch; what was stored before it is what stands there.
                recorded.TryAdd((branch, token++), alternatives);
            }
        }

        return recorded;
    }
}
