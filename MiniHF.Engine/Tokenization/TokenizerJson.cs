using System.Text.Json;

namespace MiniHF.Engine.Tokenization;

/// <summary>Reads fields of <c>tokenizer.json</c>; a field of the wrong shape is a <see cref="TokenizerFormatException"/> that names it.</summary>
internal static class TokenizerJson
{
    public static JsonElement? Optional(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static JsonElement Required(this JsonElement element, string name) =>
        element.Optional(name) ?? throw new TokenizerFormatException($"\"{name}\" is missing");

    public static string RequiredString(this JsonElement element, string name) => element.Required(name).AsString(name);

    public static string? OptionalString(this JsonElement element, string name) => element.Optional(name)?.AsString(name);

    public static bool Flag(this JsonElement element, string name, bool whenAbsent = false) => element.Optional(name)?.ValueKind switch
    {
        null => whenAbsent,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new TokenizerFormatException($"\"{name}\" is not true or false"),
    };

    public static int RequiredInt(this JsonElement element, string name) => element.Required(name).AsInt(name);

    public static string AsString(this JsonElement element, string name) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw new TokenizerFormatException($"\"{name}\" is not a string");

    public static int AsInt(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= 0
            ? value
            : throw new TokenizerFormatException($"\"{name}\" is not a non-negative whole number");

    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name)
    {
        JsonElement array = element.Required(name);
        return array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray()
            : throw new TokenizerFormatException($"\"{name}\" is not an array");
    }

    /// <summary>The value of a field that holds exactly one character outside the surrogates.</summary>
    public static char RequiredChar(this JsonElement element, string name)
    {
        string value = element.RequiredString(name);
        return value.Length == 1 ? value[0] : throw new TokenizerFormatException($"\"{name}\" is not one character");
    }
}
