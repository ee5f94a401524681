using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Engine.Datasets;

/// <summary>MiniHF's saved conversations: every entry that somebody rated, the user's own prompts (rated by themselves) as texts.</summary>
internal static class ConversationJson
{
    /// <exception cref="UserFacingException">It is no conversation.</exception>
    public static IEnumerable<DataItem> Read(string path, string json) =>
        TryRead(json) ?? throw new UserFacingException($"{path} is no conversation saved by MiniHF: it has no \"responseDict\".");

    /// <summary>The rated entries, or null where it is no conversation.</summary>
    public static IReadOnlyList<DataItem>? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Conversation>(json, JsonSerializerOptions.Web)?.ResponseDict?.Values
                .Where(entry => entry.Rating is not null && entry.Prompt is not null)
                .Select(ToItem)
                .ToArray();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DataItem ToItem(Entry entry)
    {
        string prompt = entry.Prompt!; // entries without one were left out
        return string.IsNullOrEmpty(entry.Text) && entry.Rating == true
            ? new TextItem(prompt)
            : new RatedItem(prompt, entry.Text ?? "", entry.Rating == true, entry.EvaluationPrompt);
    }

    private sealed record Conversation(Dictionary<string, Entry>? ResponseDict);

    private sealed record Entry(string? Prompt, string? Text, [property: JsonPropertyName("evaluationPrompt")] string? EvaluationPrompt, bool? Rating);
}
