using System.Globalization;

namespace MiniHF.Engine.Evaluation;

/// <summary>
/// From a model's next-token distribution to a score. One rule, everywhere: what the model gives to other words than yes and no
/// counts half for each, so that a model which answers neither is undecided instead of loud (RLAIF's rule in MiniHF).
/// </summary>
public static class YesNoScore
{
    /// <summary>Below this share of the distribution on yes and no together, the model has not answered the question.</summary>
    public const double LeastAnswered = 1e-4;

    /// <summary>No answer is surer than this, whatever was lost to rounding: scores stay within ±27.7.</summary>
    private const double Floor = 1e-12;

    /// <summary><c>log(yes + rest/2) − log(no + rest/2)</c>, rest being what is left of 1.</summary>
    public static double Logit(double yes, double no)
    {
        double rest = Math.Max(0, 1 - yes - no);
        return Math.Log(Math.Max(yes + (rest / 2), Floor)) - Math.Log(Math.Max(no + (rest / 2), Floor));
    }

    /// <summary>
    /// <c>log yes − log no</c>: the rule of MiniHF's search, which is as sure of a yes at 0.001 against 0.0005 as of one at 0.6
    /// against 0.3. Here to compare with, and used by nothing.
    /// </summary>
    public static double LogitOfAnsweredOnly(double yes, double no) => Math.Log(yes) - Math.Log(no);

    /// <summary>The probability a logit stands for.</summary>
    public static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary><c>log σ(logit)</c>, accurate at both ends.</summary>
    public static double LogProbability(double logit) => Math.Min(logit, 0) - Math.Log(1 + Math.Exp(-Math.Abs(logit)));

    /// <summary>What is wrong with an answer, in words; null for a good one.</summary>
    public static string? FindFault(double yes, double no)
    {
        if (!double.IsFinite(yes) || !double.IsFinite(no) || yes < 0 || no < 0)
        {
            return "the model's answer is not a number: its weights or its adapter are broken";
        }

        return yes + no < LeastAnswered
            ? string.Create(CultureInfo.InvariantCulture, $"the model answers neither yes nor no (probability {yes + no:0.0e+0}): use an evaluator, or the suffix it was tuned with")
            : null;
    }
}
