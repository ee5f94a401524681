using System.Globalization;
using System.Text.Json;

namespace MiniHF.Engine.Models;

/// <summary>A JSON object of settings whose every fault is told with the file's and the key's name.</summary>
internal sealed class JsonConfigFile
{
    private readonly JsonElement _root;
    private readonly string _prefix;

    private JsonConfigFile(string path, JsonElement root, string prefix = "")
    {
        Path = path;
        _root = root;
        _prefix = prefix;
    }

    public string Path { get; }

    /// <exception cref="UserFacingException">The file cannot be read, or is no JSON object.</exception>
    public static JsonConfigFile Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonConfigFile(path, document.RootElement.Clone())
                : throw new UserFacingException($"{path} holds no JSON object.");
        }
        catch (JsonException e)
        {
            throw new UserFacingException(
                string.Create(CultureInfo.InvariantCulture, $"{path} is not valid JSON (line {e.LineNumber + 1}): fetch the model's files again."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{path} cannot be read: {e.Message}", e);
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the file says null, which is not the same as saying nothing.</summary>
    public bool IsNull(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Null;

    public int Integer(string key) => Integer(key, null);

    /// <summary>A whole number above 0, or the default where the key is missing or null.</summary>
    public int Integer(string key, int? otherwise)
    {
        if (Find(key) is not { } value)
        {
            return otherwise ?? throw Missing(key);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0
            ? number
            : throw Fault(key, $"is {value.GetRawText()}; it must be a whole number above 0");
    }

    /// <summary>A whole number from 0, or the default where the key is missing or null.</summary>
    public int Count(string key, int otherwise) => Find(key) is not { } value
        ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 0
            ? number
            : throw Fault(key, $"is {value.GetRawText()}; it must be a whole number from 0");

    public double Number(string key) => Number(key, null);

    /// <summary>A number above 0, or the default where the key is missing or null.</summary>
    public double Number(string key, double? otherwise)
    {
        if (Find(key) is not { } value)
        {
            return otherwise ?? throw Missing(key);
        }

        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && double.IsFinite(number) && number > 0
            ? number
            : throw Fault(key, $"is {value.GetRawText()}; it must be a number above 0");
    }

    /// <summary>A number from 0 up to, not including, 1, or the default where the key is missing or null.</summary>
    public double Share(string key, double otherwise) => Find(key) is not { } value
        ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and < 1 and var number
            ? number
            : throw Fault(key, $"is {value.GetRawText()}; it must be 0 up to, not including, 1");

    public bool Flag(string key, bool otherwise) => Find(key) is not { } value
        ? otherwise
        : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Fault(key, $"is {value.GetRawText()}; it must be true or false"),
        };

    public string Text(string key) => Text(key, null);

    public string Text(string key, string? otherwise)
    {
        if (Find(key) is not { } value)
        {
            return otherwise ?? throw Missing(key);
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : throw Fault(key, $"is {value.GetRawText()}; it must be a text");
    }

    /// <summary>A token id, a list of them, or nothing.</summary>
    public IReadOnlyList<int> TokenIds(string key, int vocabularySize)
    {
        if (Find(key) is not { } value)
        {
            return [];
        }

        IEnumerable<JsonElement> items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        return [.. items.Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int id) && id >= 0 && id < vocabularySize
            ? id
            : throw Fault(key, string.Create(CultureInfo.InvariantCulture, $"is {value.GetRawText()}; token ids run from 0 to {vocabularySize - 1}")))];
    }

    public bool IsText(string key) => Find(key)?.ValueKind == JsonValueKind.String;

    /// <summary>Whether the key is missing or says null, false, nothing or none of something.</summary>
    public bool IsEmpty(string key) => Find(key) is not { } value || value.ValueKind switch
    {
        JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()?.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    /// <summary>A list of texts, empty where the key is missing or null.</summary>
    public IReadOnlyList<string> TextList(string key) => Find(key) is not { } value
        ? []
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")]
            : throw Fault(key, $"is {value.GetRawText()}; it must be a list of texts");

    /// <summary>Every key of the object with what is read from it.</summary>
    public IReadOnlyDictionary<string, T> Values<T>(Func<JsonConfigFile, string, T> read) =>
        _root.EnumerateObject().ToDictionary(property => property.Name, property => read(this, property.Name), StringComparer.Ordinal);

    /// <summary>A nested object, or null where the key is missing or null.</summary>
    public JsonConfigFile? Section(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object
            ? new JsonConfigFile(Path, value, $"{_prefix}{key}.")
            : throw Fault(key, $"is {value.GetRawText()}; it must be an object");
    }

    /// <summary>Every key of the object with its value as text.</summary>
    /// <exception cref="UserFacingException">A value is no text.</exception>
    public IReadOnlyDictionary<string, string> Texts() => _root.EnumerateObject().ToDictionary(
        property => property.Name,
        property => property.Value.ValueKind == JsonValueKind.String
            ? property.Value.GetString() ?? ""
            : throw Fault(property.Name, "must be a text"),
        StringComparer.Ordinal);

    public UserFacingException Fault(string key, string fault) => new($"{Path}: {_prefix}{key} {fault}.");

    private UserFacingException Missing(string key) => Fault(key, "is missing");

    private JsonElement? Find(string key) =>
        _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
