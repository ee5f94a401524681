using System.Text.Json;

namespace MiniHF.Engine.Weave.Replay;

/// <summary>A file of searches to run again: one object, or several under <c>cases</c>.</summary>
public sealed record WeaveScriptFile
{
    public IReadOnlyList<WeaveScript> Cases { get; init; } = [];

    /// <exception cref="UserFacingException">The file is not there or holds something else.</exception>
    public static async Task<WeaveScriptFile> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            WeaveScriptFile file = Parse(await File.ReadAllTextAsync(path, ct).ConfigureAwait(false));
            return file.Cases.Count > 0 ? file : throw new UserFacingException($"{path} holds no search.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{path}: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new UserFacingException($"{path} is not a scripted or recorded search: {e.Message}", e);
        }
    }

    /// <exception cref="JsonException">The text is not JSON of this form.</exception>
    public static WeaveScriptFile Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("cases", out _))
        {
            return document.Deserialize<WeaveScriptFile>(WeaveJson.Options)!; // an object never reads as null
        }

        WeaveScript single = document.Deserialize<WeaveScript>(WeaveJson.Options) ?? throw new JsonException("The file holds null.");
        return new WeaveScriptFile { Cases = [single] };
    }
}
