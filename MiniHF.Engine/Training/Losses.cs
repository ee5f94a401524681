namespace MiniHF.Engine.Training;

/// <summary>
/// The losses that are not plain next-token loss, on tensors, with gradients. B pairs or samples, T tokens of a sample.
/// </summary>
public static class Losses
{
    /// <summary>
    /// Direct preference optimization (Rafailov et al. 2023), with how often the preference holds mixed in: the loss of the pair as
    /// it is and turned round, <c>lerp(L₂, L₁, win)</c>, each smoothed by ε (conservative DPO).
    /// </summary>
    /// <param name="chosen">Log-probabilities of the preferred texts, (B).</param>
    /// <param name="rejected">Of the others.</param>
    /// <param name="referenceChosen">Of the preferred texts by the reference.</param>
    /// <param name="referenceRejected">Of the others by the reference.</param>
    /// <param name="winRate">How sure each preference is, (B), 0 to 1.</param>
    /// <returns>One loss a pair, (B).</returns>
    public static Tensor DirectPreference(
        Tensor chosen, Tensor rejected, Tensor referenceChosen, Tensor referenceRejected, Tensor winRate, double beta, double smoothing = 0)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(referenceChosen);
        ArgumentNullException.ThrowIfNull(winRate);
        using DisposeScope scope = NewDisposeScope();
        Tensor margin = ((chosen - rejected) - (referenceChosen - referenceRejected)) * beta;
        Tensor asItIs = nn.functional.logsigmoid(margin);
        Tensor turned = nn.functional.logsigmoid(margin.neg());
        Tensor first = ((asItIs * (1 - smoothing)) + (turned * smoothing)).neg();
        Tensor second = ((turned * (1 - smoothing)) + (asItIs * smoothing)).neg();
        return (second + ((first - second) * winRate)).MoveToOuterDisposeScope();
    }

    /// <summary><c>log cosh d</c> as <c>logaddexp(d, −d) − log 2</c>: a divergence that grows like d² near 0 and like |d| far from it.</summary>
    public static Tensor LogCosh(Tensor difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        using DisposeScope scope = NewDisposeScope();
        Tensor size = difference.abs();
        return (size + (size * -2).exp().log1p() - Math.Log(2)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// What each token of one text adds to <see cref="LogCosh"/> of its cumulative log-probability difference: the differences of
    /// neighbours of the cumulated value, which sum to its last.
    /// </summary>
    /// <param name="logProbabilities">By the model, (T).</param>
    /// <param name="reference">By the reference, (T).</param>
    public static Tensor LogCoshByToken(Tensor logProbabilities, Tensor reference)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        using DisposeScope scope = NewDisposeScope();
        Tensor cumulated = LogCosh((logProbabilities - reference).cumsum(0)); // (T)
        long tokens = cumulated.size(0);
        return (tokens == 1 ? cumulated : cat([cumulated.narrow(0, 0, 1), cumulated.narrow(0, 1, tokens - 1) - cumulated.narrow(0, 0, tokens - 1)]))
            .MoveToOuterDisposeScope();
    }

    /// <summary>Schulman's k3, an unbiased estimate of KL(model ‖ reference) that is never below 0: <c>e^r − 1 − r</c>, r the log-ratio of reference to model.</summary>
    public static Tensor K3(Tensor logProbabilities, Tensor reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        using DisposeScope scope = NewDisposeScope();
        Tensor ratio = reference - logProbabilities;
        return (ratio.exp() - 1 - ratio).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Clipped policy loss (Schulman et al. 2017), one number a token: <c>−min(ρ·A, clip(ρ, 1 − ε, 1 + ε)·A)</c>.
    /// </summary>
    /// <param name="logProbabilities">By the model as it is, (T).</param>
    /// <param name="sampled">By the model that drew the text.</param>
    /// <param name="advantages">Of each token.</param>
    public static Tensor ClippedPolicy(Tensor logProbabilities, Tensor sampled, Tensor advantages, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(advantages);
        using DisposeScope scope = NewDisposeScope();
        Tensor ratio = (logProbabilities - sampled).exp();
        return minimum(ratio * advantages, ratio.clamp(1 - epsilon, 1 + epsilon) * advantages).neg().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Squared preference optimization over n texts of one prompt: <c>Σ ½β·n/(n−1)·((ir − mean ir) − (r − mean r)/β)²</c>, with the implicit
    /// reward ir = log-probability less the reference's.
    /// </summary>
    public static Tensor SquaredPreference(Tensor logProbabilities, Tensor reference, Tensor rewards, double beta)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(rewards);
        using DisposeScope scope = NewDisposeScope();
        Tensor implied = logProbabilities - reference;
        double count = implied.size(0);
        Tensor off = (implied - implied.mean()) - ((rewards - rewards.mean()) / beta);
        return (off.square().sum() * (0.5 * beta * count / (count - 1))).MoveToOuterDisposeScope();
    }
}
