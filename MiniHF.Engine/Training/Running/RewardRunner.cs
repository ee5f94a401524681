using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;
using Judgement = MiniHF.Engine.Evaluation.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>Draws texts, has them judged by a constitution, and moves towards those it likes.</summary>
internal abstract class RewardRunner : RecipeRunner
{
    private const int ShownPrompts = 4;

    /// <summary>Texts no story should be praised for; said of each whatever the prompt.</summary>
    private static readonly string[] s_negativeControls =
    [
        " yes yes yes yes yes yes yes yes yes yes yes yes", " Yes. Yes. Yes. Yes. Yes. Yes.", " the the the the the the the the the the the",
        " ,,,, ;; ... ,,, ;;; ....", " xq zv kk qj wx zz vq jx", " 1 2 3 4 5 6 7 8 9 10 11 12 13",
    ];

    private readonly IEvaluator _evaluator;
    private readonly CollapseGuard? _guard;
    private readonly PromptData _data;
    private readonly DataOrder _order;
    private readonly IReadOnlyList<(string Text, double Liked)> _controls;

    protected RewardRunner(TrainingJob job, TrainingModel model, TrainingGroup group, RewardSettings settings, CancellationToken ct)
    {
        (Recipe, Model, Group, Settings) = (job.Recipe, model, group, settings);
        group.CheckShare(job.Recipe.BatchSize * job.Recipe.AccumulationSteps);
        _data = PromptData.Read(job, model, settings, ct);
        _order = new DataOrder(_data.Prompts.Count, job.Recipe.Seed);
        _guard = settings.Guard is null ? null : new CollapseGuard(settings.Guard);
        Steps = job.Recipe.Steps ?? (int)Math.Max(1, Math.Ceiling(job.Recipe.Epochs * _data.Prompts.Count / (job.Recipe.BatchSize * job.Recipe.AccumulationSteps)));
        Sampler = new ModelSampler(model, job, job.EvaluatorAdapter, settings.Suffix);
        try
        {
            _evaluator = ConstitutionEvaluator.Create(settings.Constitution, ScoreCombination.SoftMin, Sampler);
            IReadOnlyList<Judgement> judged = Judge([.. s_negativeControls.Select(text => new EvaluationCase(_data.HeldOut[0].Text, text))], ct);
            _controls = [.. s_negativeControls.Zip(judged, (text, evaluation) => (text, YesNoScore.Probability(Score(evaluation))))];
            _guard?.Check($"The evaluator {job.EvaluatorTitle}", _controls);
        }
        catch
        {
            Sampler.Dispose();
            throw;
        }
    }

    public override int Steps { get; }

    public override DataManifest Manifest => _data.Manifest;

    public override string BestMetric => MetricNames.EvaluationReward;

    public override bool IsMoreBetter => true;

    public override bool KeepsBest => _guard is not null;

    protected TrainingRecipe Recipe { get; }

    protected TrainingModel Model { get; }

    protected TrainingGroup Group { get; }

    protected RewardSettings Settings { get; }

    protected ModelSampler Sampler { get; }

    public override long Backward(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        int count = Recipe.BatchSize * Recipe.AccumulationSteps;
        Prompt[] prompts = [.. Enumerable.Range(0, count).Select(place => _data.Prompts[_order.At(((long)(step - 1) * count) + place)])];
        JudgedText[] judged = DrawTogether(prompts, Settings.Samples, step, ct);
        DrawnText[] drawn = [.. judged.Select(text => text.Drawn)];
        double[] scores = [.. judged.Select(text => Score(text.Judgement))];
        double[][] reference = [.. judged.Select(text => text.Reference)];
        Describe(drawn, scores, reference, metrics);
        foreach (IGrouping<string, PrincipleScore> principle in judged.SelectMany(text => text.Judgement.Principles).GroupBy(principle => principle.Name))
        {
            double[] values = [.. principle.Select(score => score.Score).Where(double.IsFinite)];
            if (values.Length > 0)
            {
                metrics[MetricNames.PrincipleMean(principle.Key)] = values.Average();
                metrics[MetricNames.PrincipleDeviation(principle.Key)] = SampleStatistics.Deviation(values);
            }
        }

        metrics[MetricNames.Loss] = Learn(step, drawn, scores, reference, metrics, ct);
        return drawn.Sum(text => (long)text.Prompt.Length + text.Ids.Length);
    }

    public override void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        JudgedText[] judged = DrawTogether(_data.HeldOut, 1, 0, ct);
        DrawnText[] drawn = [.. judged.Select(text => text.Drawn)];
        metrics[MetricNames.EvaluationReward] = judged.Average(text => Score(text.Judgement));
        metrics[MetricNames.Distinct2] = SampleStatistics.Distinct2(drawn.Select(TextOf));
        metrics[MetricNames.NegativeControl] = _controls.Average(control => control.Liked);
        metrics[MetricNames.RootKl] = Math.Sqrt(Math.Max(0, judged.Average(text => text.Drawn.LogProbabilities.Sum() - text.Reference.Sum())));
        metrics[MetricNames.Entropy] = -drawn.Sum(text => text.LogProbabilities.Sum()) / drawn.Sum(text => text.Ids.Length);
    }

    public override IReadOnlyList<TrainingSample> Sample(int step, CancellationToken ct)
    {
        Prompt[] prompts = [.. _data.HeldOut.Take(ShownPrompts)];
        IReadOnlyList<DrawnText> drawn = Draw(prompts, 1, 0, 0, ct);
        return
        [
            .. Judge(prompts, drawn, ct).Select((evaluation, index) =>
                new TrainingSample(prompts[index].Text, TextOf(drawn[index]), Score(evaluation), evaluation.Principles)),
        ];
    }

    public override IEnumerable<TrainingAlarm> Watch(int step, IReadOnlyDictionary<string, double> metrics) =>
        _guard is null ? [] : step == 0 ? _guard.Warn(_controls).Concat(_guard.Look(step, metrics)) : _guard.Look(step, metrics);

    public override IReadOnlyDictionary<string, double> Remember()
    {
        Dictionary<string, double> state = new(StringComparer.Ordinal);
        _guard?.Remember(state);
        return state;
    }

    public override void Recall(IReadOnlyDictionary<string, double> remembered) => _guard?.Recall(remembered);

    public override void Dispose() => Sampler.Dispose();

    /// <summary>Adds the gradient of the samples, and gives the loss.</summary>
    /// <param name="scores">One a text, in logits.</param>
    /// <param name="reference">Log-probabilities of each text's tokens by the reference.</param>
    protected abstract double Learn(
        int step, IReadOnlyList<DrawnText> drawn, double[] scores, double[][] reference, IDictionary<string, double> metrics, CancellationToken ct);

    /// <summary>This process's texts of a step, as those that go through the model together. All samples of a prompt are in one process.</summary>
    protected IEnumerable<int[]> Parts(int texts)
    {
        (int first, int count) = Group.Share(texts / Settings.Samples).GetOffsetAndLength(texts / Settings.Samples);
        return Enumerable.Range(first * Settings.Samples, count * Settings.Samples).Chunk(Recipe.BatchSize * Settings.Samples);
    }

    /// <summary>The log-probabilities of each text of a batch, cut from those of all, (T) each.</summary>
    protected static IEnumerable<Tensor> Split(Tensor logProbabilities, TrainingBatch batch)
    {
        int start = 0;
        foreach (int count in batch.TargetCounts)
        {
            yield return logProbabilities.narrow(0, start, count);
            start += count;
        }
    }

    /// <summary>Each process draws for its part of the prompts, and all of them learn of all texts. Which process draws a text makes no difference to it.</summary>
    private JudgedText[] DrawTogether(IReadOnlyList<Prompt> prompts, int samples, int step, CancellationToken ct)
    {
        (int first, int count) = Group.Share(prompts.Count).GetOffsetAndLength(prompts.Count);
        return Group.Gather(count == 0 ? [] : DrawAndJudge([.. prompts.Skip(first).Take(count)], samples, step, first, ct));
    }

    private JudgedText[] DrawAndJudge(Prompt[] prompts, int samples, int step, int first, CancellationToken ct)
    {
        IReadOnlyList<DrawnText> drawn = Draw(prompts, samples, step, first, ct);
        IReadOnlyList<Judgement> judgements = Judge(prompts, drawn, ct);
        return [.. drawn.Zip(judgements, Reference(drawn, samples, ct)).Select(text => new JudgedText(text.First, text.Second, text.Third))];
    }

    /// <param name="first">Where the prompts begin among those of the step.</param>
    private IReadOnlyList<DrawnText> Draw(IReadOnlyList<Prompt> prompts, int samples, int step, int first, CancellationToken ct) => Sampler.Draw(
        [.. prompts.Select(prompt => prompt.Ids)], samples, Settings.Length, Settings.Temperature, Settings.MayEnd,
        [.. prompts.Select((_, place) => (Recipe.Seed * 1_000_003) + ((long)step * 65_537) + first + place)], ct);

    private IReadOnlyList<Judgement> Judge(IReadOnlyList<Prompt> prompts, IReadOnlyList<DrawnText> drawn, CancellationToken ct)
    {
        int samples = drawn.Count / prompts.Count;
        return Judge([.. drawn.Select((text, index) => new EvaluationCase(prompts[index / samples].Text, TextOf(text)))], ct);
    }

    private IReadOnlyList<Judgement> Judge(IReadOnlyList<EvaluationCase> cases, CancellationToken ct) => _evaluator.EvaluateAsync(cases, ct).GetAwaiter().GetResult();

    /// <summary>A text that the evaluator has no answer for is neither wanted nor unwanted.</summary>
    private static double Score(Judgement evaluation) => double.IsFinite(evaluation.Score) ? evaluation.Score : 0;

    private string TextOf(DrawnText text) => Model.Tokenizer.Decode(text.Ids, skipSpecialTokens: true);

    private IEnumerable<double[]> Reference(IReadOnlyList<DrawnText> drawn, int samples, CancellationToken ct)
    {
        foreach (DrawnText[] part in drawn.Chunk(Recipe.BatchSize * samples))
        {
            ct.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            TrainingBatch batch = new([.. part.Select(text => text.ToSequence())], Model.ContextLength);
            float[] all = Model.LogProbabilities(batch, isTuned: false).data<float>().ToArray();
            int start = 0;
            foreach (int count in batch.TargetCounts)
            {
                yield return [.. all.Skip(start).Take(count).Select(value => (double)value)];
                start += count;
            }
        }
    }

    private void Describe(IReadOnlyList<DrawnText> drawn, double[] scores, double[][] reference, IDictionary<string, double> metrics)
    {
        int tokens = drawn.Sum(text => text.Ids.Length);
        double[] divergences = [.. drawn.Zip(reference, (text, by) => text.LogProbabilities.Sum() - by.Sum())];
        metrics[MetricNames.Reward] = scores.Average();
        metrics[MetricNames.RewardDeviation] = SampleStatistics.Deviation(scores);
        if (Settings.Samples > 1)
        {
            double[][] groups = [.. scores.Chunk(Settings.Samples)];
            metrics[MetricNames.ZeroDeviation] = groups.Count(group => SampleStatistics.Deviation(group) < 1e-9) / (double)groups.Length;
        }

        metrics[MetricNames.Kl] = divergences.Sum() / tokens;
        metrics[MetricNames.RootKl] = Math.Sqrt(Math.Max(0, divergences.Average()));
        metrics[MetricNames.Entropy] = -drawn.Sum(text => text.LogProbabilities.Sum()) / tokens;
        metrics[MetricNames.MeanLength] = tokens / (double)drawn.Count;
        metrics[MetricNames.MinLength] = drawn.Min(text => text.Ids.Length);
        metrics[MetricNames.MaxLength] = drawn.Max(text => text.Ids.Length);
        metrics[MetricNames.ClippedLength] = drawn.Count(text => text.Ids.Length == Settings.Length) / (double)drawn.Count;
        metrics[MetricNames.Distinct2] = SampleStatistics.Distinct2(drawn.Select(TextOf));
    }
}
