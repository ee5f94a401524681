using System.Globalization;

namespace MiniHF.Workspace.Components.Inspector;

/// <summary>Log-probabilities in words and colours.</summary>
internal static class Certainty
{
    /// <summary>Perplexity in plain words: how many equally likely tokens the model chose among, on average.</summary>
    public static string Summary(IEnumerable<float> logProbabilities) => string.Create(
        CultureInfo.InvariantCulture,
        $"As if choosing among {Math.Exp(-logProbabilities.Average()):0.#} words each time");

    public static int Percent(float logProbability) => (int)Math.Round(100 * Math.Exp(logProbability));

    /// <summary>The style sheet's class for a share in per cent.</summary>
    public static string Css(int percent) => percent switch
    {
        >= 50 => "sure",
        >= 10 => "fair",
        _ => "rare",
    };
}
