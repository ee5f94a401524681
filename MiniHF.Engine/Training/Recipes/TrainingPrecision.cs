using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>The type a run computes in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingPrecision>))]
public enum TrainingPrecision
{
    /// <summary>Float32 throughout.</summary>
    [JsonStringEnumMemberName("float32")]
    Float32,

    /// <summary>BFloat16 activations over Float32 masters of what is tuned.</summary>
    [JsonStringEnumMemberName("bfloat16")]
    BFloat16,
}
