using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Workspace.EventStore;

/// <summary>Writes every <c>readonly record struct X(Guid Value)</c> as a plain uuid, as a value and as a dictionary key.</summary>
public sealed class StrongIdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert is { IsValueType: true, IsPrimitive: false, IsEnum: false }
        && typeToConvert.GetProperty("Value", BindingFlags.Public | BindingFlags.Instance)?.PropertyType == typeof(Guid)
        && typeToConvert.GetProperties(BindingFlags.Public | BindingFlags.Instance).Length == 1
        && typeToConvert.GetConstructor([typeof(Guid)]) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!; // the type argument is a struct with a public constructor

    private sealed class Converter<TId> : JsonConverter<TId>
        where TId : struct
    {
        private static readonly Func<Guid, TId> s_wrap = CompileWrap();
        private static readonly Func<TId, Guid> s_unwrap = CompileUnwrap();

        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => s_wrap(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(s_unwrap(value));

        public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Guid.TryParseExact(reader.GetString(), "D", out Guid value)
                ? s_wrap(value)
                : throw new JsonException($"A key of type {typeof(TId).Name} must be a uuid.");

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(s_unwrap(value).ToString("D"));

        private static Func<Guid, TId> CompileWrap()
        {
            ParameterExpression value = Expression.Parameter(typeof(Guid));
            ConstructorInfo constructor = typeof(TId).GetConstructor([typeof(Guid)])!; // CanConvert saw it
            return Expression.Lambda<Func<Guid, TId>>(Expression.New(constructor, value), value).Compile();
        }

        private static Func<TId, Guid> CompileUnwrap()
        {
            ParameterExpression id = Expression.Parameter(typeof(TId));
            return Expression.Lambda<Func<TId, Guid>>(Expression.Property(id, "Value"), id).Compile();
        }
    }
}
