namespace MiniHF.Engine.Training;

/// <summary>
/// Policy gradient with one sample a prompt (rlaif_generator.py). The gradient is that of DiCE (Foerster et al. 2018): each cost
/// times the log-probability of all that led to it, less a baseline that the sample itself has no part in, and the cost's own.
/// 1) The original's baseline is a moving average, with what it knows of this sample in it; by default ours is the mean of the others.
/// </summary>
internal sealed class PolicyRunner : RewardRunner
{
    private const double Decay = 0.98;

    private readonly RlaifRecipe _recipe;
    private (double Cost, double Divergence, double Weight) _average;
    private (double Cost, double Divergence, double Weight) _next;

    public PolicyRunner(TrainingJob job, RlaifRecipe recipe, TrainingModel model, TrainingGroup group, CancellationToken ct)
        : base(job, model, group, RewardSettings.Of(recipe), ct)
    {
        _recipe = recipe;
    }

    public override void Stepped(int step) => _average = _next;

    public override IReadOnlyDictionary<string, double> Remember() => new Dictionary<string, double>(base.Remember())
    {
        ["baseline/cost"] = _average.Cost,
        ["baseline/divergence"] = _average.Divergence,
        ["baseline/weight"] = _average.Weight,
    };

    public override void Recall(IReadOnlyDictionary<string, double> remembered)
    {
        base.Recall(remembered);
        _average = (remembered["baseline/cost"], remembered["baseline/divergence"], remembered["baseline/weight"]);
    }

    protected override double Learn(
        int step, IReadOnlyList<DrawnText> drawn, double[] scores, double[][] reference, IDictionary<string, double> metrics, CancellationToken ct)
    {
        double[] costs = [.. scores.Select(score => -Evaluation.YesNoScore.LogProbability(score))];
        double[][] divergences = [.. drawn.Zip(reference, (text, by) => Divergence(text.LogProbabilities, by))];
        double loss = 0;
        foreach (int[] part in Parts(drawn.Count))
        {
            ct.ThrowIfCancellationRequested();
            TrainingBatch batch = new([.. part.Select(index => drawn[index].ToSequence())], Model.ContextLength);
            using Generator? dropout = Dropout.For(Recipe, step, part[0]);
            Model.Backward(batch, Surrogate, dropout);

            Tensor Surrogate(Tensor logProbabilities)
            {
                Tensor total = zeros(1);
                foreach ((Tensor own, int index) in Split(logProbabilities, batch).Zip(part))
                {
                    total = total + Cost(own, index);
                }

                return total.sum() / drawn.Count;
            }
        }

        for (int i = 0; i < costs.Length; i++)
        {
            loss += (costs[i] + (_recipe.KlWeight * divergences[i].Sum())) / costs.Length;
        }

        _next = Averaged(costs.Average(), divergences.Average(tokens => tokens.Average()));
        return loss;

        Tensor Cost(Tensor own, int index)
        {
            Tensor cumulated = own.cumsum(0); // (T)
            Tensor byToken = Losses.LogCoshByToken(own, Of(reference[index]));
            double[] advantages = [.. divergences[index].Select((divergence, token) => divergence - DivergenceBaseline(index, token))];
            Tensor divergence = ((cumulated * Of(advantages)) + byToken).sum() * _recipe.KlWeight;
            return (own.sum() * (costs[index] - CostBaseline(index))) + divergence;
        }

        double CostBaseline(int index) => _recipe.Baseline == RewardBaseline.MovingAverage
            ? Current(_average.Cost)
            : (costs.Sum() - costs[index]) / (costs.Length - 1);

        double DivergenceBaseline(int index, int token)
        {
            if (_recipe.Baseline == RewardBaseline.MovingAverage)
            {
                return Current(_average.Divergence);
            }

            double[] others = [.. divergences.Where((other, at) => at != index && other.Length > token).Select(other => other[token])];
            return others.Length == 0 ? 0 : others.Average();
        }
    }

    private static Tensor Of(double[] values) => tensor([.. values.Select(value => (float)value)]);

    /// <summary>What each token adds to the log-cosh divergence: <see cref="Losses.LogCoshByToken"/> without tensors.</summary>
    private static double[] Divergence(double[] logProbabilities, double[] reference)
    {
        double[] parts = new double[logProbabilities.Length];
        double difference = 0;
        double before = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            difference += logProbabilities[i] - reference[i];
            double size = Math.Abs(difference);
            double value = size + Math.Log(1 + Math.Exp(-2 * size)) - Math.Log(2);
            (parts[i], before) = (value - before, value);
        }

        return parts;
    }

    private double Current(double sum) => _average.Weight == 0 ? 0 : sum / _average.Weight;

    private (double Cost, double Divergence, double Weight) Averaged(double cost, double divergence) => (
        (_average.Cost * Decay) + (cost * (1 - Decay)), (_average.Divergence * Decay) + (divergence * (1 - Decay)), (_average.Weight * Decay) + (1 - Decay));
}
