using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>What becomes of the learning rate after warm-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateSchedule>))]
public enum LearningRateSchedule
{
    /// <summary>It stays.</summary>
    [JsonStringEnumMemberName("constant")]
    Constant,

    /// <summary>It falls to a tenth along half a cosine.</summary>
    [JsonStringEnumMemberName("cosine")]
    Cosine,

    /// <summary>It falls to 0 in a straight line.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear,
}
