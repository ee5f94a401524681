using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// <c>jsonb</c> refuses the character U+0000, which a byte-level model can well produce. It is stored as U+FFFD, as unpaired
/// surrogates are.
/// </summary>
internal sealed class StorableStringJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Storable(value));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!; // a property name is never null

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Storable(value));

    private static string Storable(string value) => value.Contains('\0') ? value.Replace('\0', '\uFFFD') : value;
}
