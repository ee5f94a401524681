using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>What a sample's cost is compared with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RewardBaseline>))]
public enum RewardBaseline
{
    /// <summary>The mean of the other samples of the batch.</summary>
    [JsonStringEnumMemberName("leave-one-out")]
    LeaveOneOut,

    /// <summary>A moving average with decay 0.98, as in the original.</summary>
    [JsonStringEnumMemberName("moving-average")]
    MovingAverage,
}
