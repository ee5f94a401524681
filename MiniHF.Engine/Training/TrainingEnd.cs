using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>Why a run ended with a result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingEnd>))]
public enum TrainingEnd
{
    /// <summary>It took all its steps.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>The collapse guard stopped it; the result is the best checkpoint.</summary>
    [JsonStringEnumMemberName("guarded")]
    Guarded,
}
