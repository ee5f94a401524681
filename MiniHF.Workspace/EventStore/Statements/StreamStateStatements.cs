using Npgsql;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>Reads rows of <c>mt_streams</c>, of one stream or of all of one type.</summary>
internal sealed class StreamStateStatements(string schema)
{
    private readonly string _select =
        $"select s.id, s.type, coalesce(s.version, 0), s.created, s.timestamp, coalesce(s.is_archived, false) from \"{schema}\".mt_streams s";

    public async Task<StreamState?> ReadAsync(NpgsqlCommand command, Guid streamId, CancellationToken ct)
    {
        command.CommandText = $"{_select} where s.id = $1";
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        return (await RowsAsync(command, ct).ConfigureAwait(false)).SingleOrDefault();
    }

    public Task<List<StreamState>> ListAsync(NpgsqlCommand command, string streamType, CancellationToken ct)
    {
        command.CommandText = $"{_select} where s.type = $1 order by s.created, s.id";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = streamType });
        return RowsAsync(command, ct);
    }

    private static async Task<List<StreamState>> RowsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<StreamState> states = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            states.Add(new StreamState(
                reader.GetGuid(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.GetInt64(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetBoolean(5)));
        }

        return states;
    }
}
