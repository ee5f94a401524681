using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Writes immutable dictionaries in the order of their keys' text: their own order depends on the order in which they were filled, and
/// a state must be the same bytes however it was reached.
/// </summary>
internal sealed class SortedDictionaryJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<,>).MakeGenericType(typeToConvert.GetGenericArguments()))!; // a public constructor

    private sealed class Converter<TKey, TValue> : JsonConverter<ImmutableDictionary<TKey, TValue>>
        where TKey : notnull
    {
        public override ImmutableDictionary<TKey, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException($"A dictionary of {typeof(TValue).Name} must be an object.");
            }

            JsonConverter<TKey> keys = Keys(options);
            ImmutableDictionary<TKey, TValue>.Builder dictionary = ImmutableDictionary.CreateBuilder<TKey, TValue>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                TKey key = keys.ReadAsPropertyName(ref reader, typeof(TKey), options);
                reader.Read();
                dictionary[key] = JsonSerializer.Deserialize<TValue>(ref reader, options)!; // null only where the value type says so
            }

            return dictionary.ToImmutable();
        }

        public override void Write(Utf8JsonWriter writer, ImmutableDictionary<TKey, TValue> value, JsonSerializerOptions options)
        {
            JsonConverter<TKey> keys = Keys(options);
            writer.WriteStartObject();
            foreach ((TKey key, TValue item) in value.OrderBy(pair => JsonSerializer.Serialize(pair.Key, options), StringComparer.Ordinal))
            {
                keys.WriteAsPropertyName(writer, key, options);
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndObject();
        }

        private static JsonConverter<TKey> Keys(JsonSerializerOptions options) => (JsonConverter<TKey>)options.GetConverter(typeof(TKey));
    }
}
