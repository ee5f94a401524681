namespace MiniHF.Engine.Evaluation;

/// <summary>
/// <c>p·Πq(yes) / (p·Πq(yes) + (1 − p)·Πq(no))</c>: how probable a yes to the main question is, given the answers to the others
/// under both hypotheses.
/// </summary>
public static class BayesianRule
{
    /// <summary>Log-odds of the posterior, from log-odds of the prior.</summary>
    public static double PosteriorLogit(double priorLogit, IEnumerable<Evidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return priorLogit + evidence.Sum(item => item.Weight * (YesNoScore.LogProbability(item.IfWanted) - YesNoScore.LogProbability(item.IfNot)));
    }

    /// <summary>The posterior, from probabilities.</summary>
    /// <param name="prior">Probability of a yes to the main question by itself.</param>
    /// <param name="likelihoods">Probability of each wanted answer after "yes", and after "no".</param>
    public static double Posterior(double prior, IEnumerable<(double GivenYes, double GivenNo)> likelihoods) =>
        YesNoScore.Probability(PosteriorLogit(
            ToLogit(prior), likelihoods.Select(item => new Evidence(ToLogit(item.GivenYes), ToLogit(item.GivenNo)))));

    private static double ToLogit(double probability) => Math.Log(probability) - Math.Log(1 - probability);
}
