using System.Text;
using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>Teaches a model to write like texts.</summary>
internal sealed class TextRunner : SequenceRunner
{
    private readonly Lazy<long> _bytes;
    private readonly ProgressSamples _samples;

    private TextRunner(TrainingJob job, TrainingModel model, TrainingGroup group, SequenceData data)
        : base(job, model, group, data)
    {
        _bytes = new Lazy<long>(CountBytes);
        _samples = new ProgressSamples(job, model, Looked.SelectMany(row => row));
    }

    public static TextRunner Create(TrainingJob job, TrainingModel model, TrainingGroup group, CancellationToken ct)
    {
        int context = ContextOf(job.Recipe, model);
        SequenceEncoder encoder = new(model.Tokenizer, context, model.EndOfText);
        long topUp = job.Recipe is GeneratorSftRecipe { TopUpTokens: var tokens } ? tokens : 0;
        SequenceData data = SequenceData.Read(
            job, "texts, and from what somebody liked", Encode, items => SequencePacker.Pack(items.SelectMany(item => item), context), topUp, int.MaxValue, ct);
        return new TextRunner(job, model, group, data);

        TrainingSequence[] Encode(DataItem item) => item switch
        {
            TextItem text => [encoder.Document(text.Text, text.EventIds)],
            RatedItem { IsGood: true } rated => [encoder.Document(rated.Prompt + rated.Response, rated.EventIds)],
            ExampleItem example => [encoder.Continuation(example.Inputs, example.Targets, example.EventIds, ends: true)],
            PreferenceItem preference => [encoder.Continuation(preference.Prompt, preference.Chosen, preference.EventIds, ends: false)],
            _ => [],
        };
    }

    public override IReadOnlyList<TrainingSample> Sample(int step, CancellationToken ct) => _samples.Draw(ct);

    protected override void Measured(double loss, IDictionary<string, double> metrics) =>
        metrics[MetricNames.EvaluationLossPerByte] = loss / Math.Max(1, _bytes.Value);

    /// <summary>Bytes of the held-out text that is predicted; the ends of texts are none.</summary>
    private long CountBytes() => HeldOut.SelectMany(row => row).Sum(sequence =>
        (long)Encoding.UTF8.GetByteCount(Model.Tokenizer.Decode(sequence.Ids.AsSpan(Math.Max(1, sequence.FirstTarget)), skipSpecialTokens: true)));
}
