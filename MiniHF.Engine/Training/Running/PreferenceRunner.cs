using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>Learns from pairs that are given.</summary>
internal sealed class PreferenceRunner : RecipeRunner
{
    private readonly DpoRecipe _recipe;
    private readonly TrainingModel _model;
    private readonly TrainingGroup _group;
    private readonly SequenceData _data;
    private readonly DataOrder _order;
    private readonly ProgressSamples _samples;

    private PreferenceRunner(TrainingJob job, DpoRecipe recipe, TrainingModel model, TrainingGroup group, SequenceData data)
    {
        (_recipe, _model, _group, _data) = (recipe, model, group, data);
        group.CheckShare(recipe.BatchSize * recipe.AccumulationSteps);
        _order = new DataOrder(data.Rows.Count, recipe.Seed);
        _samples = new ProgressSamples(job, model, (data.HeldOut.Count > 0 ? data.HeldOut : data.Rows).Select(pair => pair[0]));
        Steps = recipe.Steps ?? (int)Math.Max(1, Math.Ceiling(recipe.Epochs * data.Rows.Count / (recipe.BatchSize * recipe.AccumulationSteps)));
    }

    public override int Steps { get; }

    public override DataManifest Manifest => _data.Manifest;

    public override string BestMetric => MetricNames.EvaluationLoss;

    public override bool IsMoreBetter => false;

    public static PreferenceRunner Create(TrainingJob job, DpoRecipe recipe, TrainingModel model, TrainingGroup group, CancellationToken ct)
    {
        SequenceEncoder encoder = new(model.Tokenizer, Math.Min(recipe.ContextLength, model.ContextLength), model.EndOfText);
        return new PreferenceRunner(job, recipe, model, group, SequenceData.Read(
            job, "pairs of different texts of which one was preferred", Encode, items => [.. items], 0, int.MaxValue, ct));

        TrainingSequence[] Encode(DataItem item) => item is PreferenceItem { Chosen.Length: > 0, Rejected.Length: > 0 } pair && pair.Chosen != pair.Rejected
            ?
            [
                encoder.Continuation(pair.Prompt, pair.Chosen, pair.EventIds, ends: false) with { WinRate = pair.WinRate },
                encoder.Continuation(pair.Prompt, pair.Rejected, pair.EventIds, ends: false),
            ]
            : [];
    }

    public override long Backward(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        PreferenceMetrics gathered = new();
        double loss = 0;
        int count = _recipe.BatchSize * _recipe.AccumulationSteps;
        TrainingSequence[][] pairs = [.. Enumerable.Range(0, count).Select(place => _data.Rows[_order.At(((long)(step - 1) * count) + place)])];
        foreach (int[] part in Enumerable.Range(0, count).Take(_group.Share(count)).Chunk(_recipe.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            TrainingBatch batch = new([.. part.SelectMany(place => pairs[place])], _model.ContextLength);
            using Generator? dropout = Dropout.For(_recipe, step, part[0]);
            loss += PairLoss.Backward(_model, batch, [.. part.Select(place => pairs[place][0].WinRate)], count, _recipe, dropout, gathered);
        }

        gathered.Join(_group);
        metrics[MetricNames.Loss] = _group.Sum(loss)[0];
        gathered.WriteTo(metrics);
        return pairs.Sum(pair => pair.Sum(text => (long)text.Ids.Length));
    }

    public override void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        if (_data.HeldOut.Count == 0)
        {
            return;
        }

        PreferenceMetrics gathered = new();
        double loss = 0;
        foreach (TrainingSequence[][] pairs in _data.HeldOut.Take(_group.Share(_data.HeldOut.Count)).Chunk(_recipe.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            TrainingBatch batch = new([.. pairs.SelectMany(pair => pair)], _model.ContextLength);
            double[] tuned = PairLoss.Sums(_model, batch, isTuned: true);
            double[] reference = PairLoss.Sums(_model, batch, isTuned: false);
            for (int pair = 0; pair < pairs.Length; pair++)
            {
                (int chosen, int rejected) = (2 * pair, (2 * pair) + 1);
                gathered.Add(tuned[chosen], tuned[rejected], reference[chosen], reference[rejected], _recipe.Beta);
                double margin = _recipe.Beta * (tuned[chosen] - tuned[rejected] - (reference[chosen] - reference[rejected]));
                double win = pairs[pair][0].WinRate;
                loss -= (win * Evaluation.YesNoScore.LogProbability(margin)) + ((1 - win) * Evaluation.YesNoScore.LogProbability(-margin));
            }
        }

        gathered.Join(_group);
        metrics[MetricNames.EvaluationLoss] = _group.Sum(loss)[0] / _data.HeldOut.Count;
        metrics[MetricNames.EvaluationRewardsAccuracies] = gathered.Accuracy;
        metrics[MetricNames.EvaluationRewardsMargins] = gathered.Margin;
    }

    public override IReadOnlyList<TrainingSample> Sample(int step, CancellationToken ct) => _samples.Draw(ct);
}
