using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Workspace.EventStore;

/// <summary>How events and snapshots are written as JSON: Marten's defaults, PascalCase members and enums as integers.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new()
        {
            PropertyNamingPolicy = null,
            // jsonb does not keep the order of members, so a type discriminator may come last.
            AllowOutOfOrderMetadataProperties = true,
            // Log-probabilities may be minus infinity.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            // The text goes to Postgres, never into a page: prose in any script stays readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new StrongIdJsonConverterFactory(), new StorableStringJsonConverter(), new SortedDictionaryJsonConverterFactory() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
