using System.Globalization;

namespace MiniHF.Engine.Models;

/// <summary>
/// Reads what a <c>config.json</c> says of rotary positions: older files keep base and share beside the rest and the scaling in
/// <c>rope_scaling</c>, newer ones keep all of it in <c>rope_parameters</c>.
/// </summary>
internal static class RotaryConfigReader
{
    /// <param name="headSize">Width of a head.</param>
    /// <param name="thetaKey">The family's older name for the base.</param>
    /// <param name="shareKey">The family's older name for the share of a head that is turned.</param>
    /// <param name="share">That share where the file does not say.</param>
    public static RotaryConfig Read(
        JsonConfigFile file, int headSize, string thetaKey = "rope_theta", string shareKey = "partial_rotary_factor", double share = 1)
    {
        JsonConfigFile? parameters = file.Section("rope_parameters");
        share = parameters?.Number("partial_rotary_factor", file.Number(shareKey, share)) ?? file.Number(shareKey, share);
        double theta = parameters?.Number("rope_theta", file.Number(thetaKey, 10000)) ?? file.Number(thetaKey, 10000);
        int width = (int)(headSize * share);
        if (width % 2 != 0 || width == 0 || width > headSize)
        {
            throw share == 1
                ? file.Fault("head_dim", string.Create(CultureInfo.InvariantCulture, $"is {headSize}; a rotary embedding turns pairs, so it must be even"))
                : file.Fault(shareKey, string.Create(
                    CultureInfo.InvariantCulture, $"is {share}, which of a head of {headSize} leaves {width} numbers to turn; they must be pairs"));
        }

        return new RotaryConfig(width, theta, Scaling: (parameters ?? file.Section("rope_scaling")) is { } scaling ? ReadScaling(file, scaling) : null);
    }

    private static RopeScaling? ReadScaling(JsonConfigFile file, JsonConfigFile scaling)
    {
        string key = scaling.Has("rope_type") || !scaling.Has("type") ? "rope_type" : "type";
        return scaling.Text(key, "default") switch
        {
            "default" => null,
            "linear" => new LinearRopeScaling(scaling.Number("factor")),
            "llama3" => new Llama3RopeScaling(
                scaling.Number("factor"), scaling.Number("low_freq_factor"), scaling.Number("high_freq_factor"),
                scaling.Integer("original_max_position_embeddings")),
            "yarn" => ReadYarn(file, scaling),
            string other => throw scaling.Fault(key, $"is \"{other}\"; these can be run: default, linear, llama3, yarn"),
        };
    }

    private static YarnRopeScaling ReadYarn(JsonConfigFile file, JsonConfigFile scaling)
    {
        double factor = scaling.Number("factor");
        double? attention = scaling.Has("attention_factor") ? scaling.Number("attention_factor") : null;
        if (attention is null && scaling.Has("mscale") && scaling.Has("mscale_all_dim"))
        {
            attention = YarnRopeScaling.MagnitudeOf(factor, scaling.Number("mscale")) / YarnRopeScaling.MagnitudeOf(factor, scaling.Number("mscale_all_dim"));
        }

        return new YarnRopeScaling(
            factor,
            scaling.Integer("original_max_position_embeddings", file.Integer("max_position_embeddings", 2048)),
            scaling.Number("beta_fast", 32),
            scaling.Number("beta_slow", 1),
            attention,
            scaling.Flag("truncate", true));
    }
}
