using System.Text.Json;
using Npgsql;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>The columns every statement that reads events selects, in this order, and how a row becomes an event.</summary>
internal static class EventRow
{
    public const string Columns = "d.seq_id, d.id, d.stream_id, d.version, d.timestamp, d.type, d.mt_dotnet_type, d.bdata is not null, d.data";

    public static async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(NpgsqlCommand command, EventTypeRegistry types, CancellationToken ct)
    {
        List<StoredEvent> events = [];
        await ReadEachAsync(command, types, events.Add, ct).ConfigureAwait(false);
        return events;
    }

    public static async Task ReadEachAsync(NpgsqlCommand command, EventTypeRegistry types, Action<StoredEvent> each, CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            each(Read(reader, types));
        }
    }

    /// <summary>Reads on past events that this build cannot read, telling of each.</summary>
    public static async Task<EventPage> ReadPageAsync(
        NpgsqlCommand command,
        EventTypeRegistry types,
        long afterPosition,
        Action<UnknownEventTypeException> unreadable,
        CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<StoredEvent> events = [];
        long last = afterPosition;
        int rows = 0;
        for (; await reader.ReadAsync(ct).ConfigureAwait(false); rows++)
        {
            last = reader.GetInt64(0);
            try
            {
                events.Add(Read(reader, types));
            }
            catch (UnknownEventTypeException e)
            {
                unreadable(e);
            }
        }

        return new EventPage(events, last, rows);
    }

    private static StoredEvent Read(NpgsqlDataReader reader, EventTypeRegistry types)
    {
        long position = reader.GetInt64(0);
        string alias = reader.GetString(5);
        string? dotnetType = reader.IsDBNull(6) ? null : reader.GetString(6);
        if (reader.GetBoolean(7))
        {
            throw new UnknownEventTypeException(alias, dotnetType, position, "its payload is binary, and this store reads JSON only.");
        }

        Type type = types.Find(alias, dotnetType)
            ?? throw new UnknownEventTypeException(alias, dotnetType, position, "no such type is registered. A newer MiniHF may have written it.");
        try
        {
            object data = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(8), type, EventJson.Options)
                ?? throw new JsonException("it holds null.");
            return new StoredEvent(
                reader.GetGuid(1),
                reader.GetGuid(2),
                reader.GetInt64(3),
                position,
                reader.GetFieldValue<DateTimeOffset>(4),
                alias,
                data);
        }
        catch (JsonException e)
        {
            throw new UnknownEventTypeException(alias, dotnetType, position, $"its data does not fit {type.Name}: {e.Message}");
        }
    }
}
