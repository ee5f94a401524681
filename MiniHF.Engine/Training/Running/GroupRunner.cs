namespace MiniHF.Engine.Training;

/// <summary>Several samples a prompt, each compared with the others of its group: RLOO and GRPO.</summary>
internal sealed class GroupRunner : RewardRunner
{
    private const double Least = 1e-4;

    private readonly GrpoRecipe _recipe;

    public GroupRunner(TrainingJob job, GrpoRecipe recipe, TrainingModel model, TrainingGroup group, CancellationToken ct)
        : base(job, model, group, RewardSettings.Of(recipe), ct)
    {
        _recipe = recipe;
    }

    protected override double Learn(
        int step, IReadOnlyList<DrawnText> drawn, double[] scores, double[][] reference, IDictionary<string, double> metrics, CancellationToken ct)
    {
        bool isRloo = _recipe.Advantage == GroupAdvantage.Rloo;
        double[] rewards = isRloo
            ? [.. scores.Select((score, i) => score - (_recipe.KlWeight * (drawn[i].LogProbabilities.Sum() - reference[i].Sum())))]
            : scores;
        double[] advantages = [.. rewards.Chunk(_recipe.Generations).SelectMany(group => isRloo ? LeaveOneOut(group) : Normalized(group))];

        // RLOO counts whole texts, GRPO every token alike ("dapo").
        double count = isRloo ? drawn.Count : drawn.Sum(text => text.Ids.Length);
        double loss = 0;
        int clipped = 0;
        foreach (int[] part in Parts(drawn.Count))
        {
            ct.ThrowIfCancellationRequested();
            TrainingBatch batch = new([.. part.Select(index => drawn[index].ToSequence())], Model.ContextLength);
            using Generator? dropout = Dropout.For(Recipe, step, part[0]);
            float[] sampled = [.. part.SelectMany(index => drawn[index].LogProbabilities).Select(value => (float)value)];
            float[] spread = [.. part.SelectMany(index => Enumerable.Repeat((float)advantages[index], drawn[index].Ids.Length))];
            float[] by = [.. part.SelectMany(index => reference[index]).Select(value => (float)value)];
            loss += Model.Backward(batch, Surrogate, dropout);

            Tensor Surrogate(Tensor logProbabilities)
            {
                Tensor policy = Losses.ClippedPolicy(logProbabilities, tensor(sampled), tensor(spread), _recipe.Epsilon);
                clipped += logProbabilities.detach().to(float32).contiguous().data<float>().ToArray()
                    .Where((value, i) => Math.Abs(Math.Exp(value - sampled[i]) - 1) > _recipe.Epsilon).Count();
                return (isRloo || _recipe.KlWeight == 0 ? policy : policy + (Losses.K3(logProbabilities, tensor(by)) * _recipe.KlWeight)).sum() / count;
            }
        }

        double[] sums = Group.Sum(loss, clipped);
        metrics[MetricNames.ClipRatio] = sums[1] / drawn.Sum(text => text.Ids.Length);
        return sums[0];
    }

    private static IEnumerable<double> LeaveOneOut(double[] group) => group.Select(reward => reward - ((group.Sum() - reward) / (group.Length - 1)));

    private static IEnumerable<double> Normalized(double[] group)
    {
        double mean = group.Average();
        double deviation = Math.Sqrt(group.Sum(reward => (reward - mean) * (reward - mean)) / (group.Length - 1));
        return group.Select(reward => (reward - mean) / (deviation + Least));
    }
}
