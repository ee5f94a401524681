using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>How the samples of one prompt are compared with each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GroupAdvantage>))]
public enum GroupAdvantage
{
    /// <summary>Reward less the mean of the others', divergence taken off the reward (RLOO, Ahmadian et al. 2024).</summary>
    [JsonStringEnumMemberName("rloo")]
    Rloo,

    /// <summary>Reward less the group's mean, divided by its deviation, with a clipped ratio (GRPO, Shao et al. 2024).</summary>
    [JsonStringEnumMemberName("grpo")]
    Grpo,
}
