using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>One call of <c>mt_minihf_append</c>: the whole append in one round trip.</summary>
internal sealed class AppendStatement(string schema)
{
    private readonly string _sql =
        $"select final_version, positions, versions, appended, actual_type from \"{schema}\".mt_minihf_append($1, $2, $3, $4, $5, $6, $7, $8)";

    /// <param name="Version">Of the stream after the append, or of the batch's last event when all were known.</param>
    /// <param name="Positions">In the batch's order.</param>
    /// <param name="Versions">In the batch's order.</param>
    /// <param name="Appended">False for events that were there before.</param>
    /// <param name="StreamType">The stored type of the stream; null for a new stream, whose type is the caller's.</param>
    public sealed record Row(long Version, long[] Positions, long[] Versions, bool[] Appended, string? StreamType);

    /// <summary>The columns of a batch, one element an event.</summary>
    public sealed record Batch(Guid[] Ids, string[] Types, string[] DotnetTypes, string[] Bodies, DateTime[] Timestamps);

    public async Task<Row> ExecuteAsync(
        NpgsqlCommand command,
        Guid streamId,
        string? streamType,
        Batch batch,
        long? expectedVersion,
        CancellationToken ct)
    {
        command.CommandText = _sql;
        NpgsqlParameterCollection parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        parameters.Add(new NpgsqlParameter { Value = (object?)streamType ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        parameters.Add(new NpgsqlParameter { Value = batch.Ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        parameters.Add(new NpgsqlParameter { Value = batch.Types, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        parameters.Add(new NpgsqlParameter { Value = batch.DotnetTypes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        parameters.Add(new NpgsqlParameter { Value = batch.Bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter { Value = batch.Timestamps, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter { Value = (object?)expectedVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });

        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await reader.ReadAsync(ct).ConfigureAwait(false);
        return new Row(
            reader.GetInt64(0),
            reader.GetFieldValue<long[]>(1),
            reader.GetFieldValue<long[]>(2),
            reader.GetFieldValue<bool[]>(3),
            reader.IsDBNull(4) ? null : reader.GetString(4));
    }
}
