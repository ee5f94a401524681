using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>Learns from pairs that it draws itself and a constitution judges (rlaif_generator_dpo.py).</summary>
internal sealed class FreshPreferenceRunner : RewardRunner
{
    private readonly DpoRecipe _recipe;

    public FreshPreferenceRunner(TrainingJob job, DpoRecipe recipe, string constitution, TrainingModel model, TrainingGroup group, CancellationToken ct)
        : base(job, model, group, RewardSettings.Of(recipe, constitution), ct)
    {
        _recipe = recipe;
    }

    protected override double Learn(
        int step, IReadOnlyList<DrawnText> drawn, double[] scores, double[][] reference, IDictionary<string, double> metrics, CancellationToken ct)
    {
        PreferenceMetrics gathered = new();
        double loss = 0;
        foreach (int[] part in Parts(drawn.Count))
        {
            ct.ThrowIfCancellationRequested();
            TrainingBatch batch = new([.. part.Select(index => drawn[index].ToSequence())], Model.ContextLength);
            double[] winRates = [.. part.Chunk(2).Select(pair => YesNoScore.Probability(_recipe.LogitScale * (scores[pair[0]] - scores[pair[1]])))];
            using Generator? dropout = Dropout.For(Recipe, step, part[0]);
            loss += PairLoss.Backward(Model, batch, winRates, drawn.Count / 2, _recipe, dropout, gathered);
        }

        gathered.Join(Group);
        gathered.WriteTo(metrics);
        return Group.Sum(loss)[0];
    }
}
