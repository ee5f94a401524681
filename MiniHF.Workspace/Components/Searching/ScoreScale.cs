using System.Globalization;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>Scores as colours, from red through gold to green, spread over what one search or evaluation has seen: evaluators differ in how freely they praise.</summary>
/// <param name="Least">The probability that is drawn red.</param>
/// <param name="Most">The one that is drawn green.</param>
public readonly record struct ScoreScale(double Least, double Most)
{
    // Narrower than that, differences are an evaluator's noise and not worth a colour each.
    private const double NarrowestSpread = 0.1;

    public static ScoreScale Of(WeaveSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return Of(search.Nodes.Skip(1).Select(node => node.Score));
    }

    /// <summary>Spread over the texts of an evaluation.</summary>
    public static ScoreScale Of(CellEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Of(evaluation.Scores.Values.Select(score => score.Score).OfType<double>());
    }

    private static ScoreScale Of(IEnumerable<double> scores)
    {
        double[] seen = [.. scores.Where(double.IsFinite).Select(YesNoScore.Probability)];
        if (seen.Length == 0)
        {
            return new ScoreScale(0, 1);
        }

        double middle = (seen.Min() + seen.Max()) / 2;
        double half = Math.Max(seen.Max() - seen.Min(), NarrowestSpread) / 2;
        return new ScoreScale(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>"62 %".</summary>
    public static string Percent(double probability) =>
        double.IsFinite(probability) ? string.Create(CultureInfo.InvariantCulture, $"{probability * 100:0} %") : "–";

    /// <summary>A score as a colour of the page's theme.</summary>
    public string ColourOf(double score)
    {
        double place = Math.Clamp((YesNoScore.Probability(score) - Least) / (Most - Least), 0, 1);
        return place < 0.5 ? Mix("--score-fair", "--score-low", place * 2) : Mix("--score-high", "--score-fair", (place - 0.5) * 2);
    }

    private static string Mix(string more, string less, double share) =>
        string.Create(CultureInfo.InvariantCulture, $"color-mix(in oklab, var({more}) {share * 100:0}%, var({less}))");
}
