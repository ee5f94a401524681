using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Commands;

/// <summary>Tells how a run goes: JSON lines, or a line that changes on a terminal and lines that stay for what matters.</summary>
internal sealed class TrainingOutput(string verb, bool isJson) : ITrainingObserver
{
    private const int BarWidth = 24;

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Action<string> _progress = DbProgress.Create(verb);

    public void Started(TrainingStart start)
    {
        if (isJson)
        {
            Write(new { started = start });
            return;
        }

        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{start.Manifest.Items:N0} items, {start.Manifest.Tokens:N0} tokens; {start.TrainedParameters:N0} numbers to tune in {start.Steps:N0} steps{(start.ResumedFrom > 0 ? $", going on after step {start.ResumedFrom:N0}" : "")}."));
        foreach (string skipped in start.Manifest.Sources.SelectMany(source => source.Skipped))
        {
            Say($"left out: {skipped}");
        }
    }

    public void Step(TrainingStep step)
    {
        if (isJson)
        {
            Write(new { step.Step, step.Steps, step.Metrics });
            return;
        }

        int done = BarWidth * step.Step / Math.Max(1, step.Steps);
        _progress(string.Create(
            CultureInfo.InvariantCulture, $"[{new string('=', done)}{new string(' ', BarWidth - done)}] {step.Step}/{step.Steps} {Shown(step, MetricNames.Loss)}{Shown(step, MetricNames.Reward)}{Shown(step, MetricNames.TokensPerSecond)}"));
        string measured = string.Concat(step.Metrics.Where(metric => metric.Key.StartsWith("eval_", StringComparison.Ordinal)).Select(metric => Shown(step, metric.Key)));
        if (measured.Length > 0)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"step {step.Step}: {measured}{Shown(step, MetricNames.Distinct2)}"));
        }
    }

    public void Samples(TrainingSamples samples)
    {
        if (isJson)
        {
            Write(new { samples });
            return;
        }

        foreach (TrainingSample sample in samples.Samples)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"step {samples.Step}, {sample.Score:0.00}: {sample.Prompt}{sample.Text}").ReplaceLineEndings(" "));
        }
    }

    public void Checkpoint(TrainingCheckpoint checkpoint)
    {
        if (isJson)
        {
            Write(new { checkpoint });
        }
    }

    public void Alarm(TrainingAlarm alarm)
    {
        if (isJson)
        {
            Write(new { alarm });
            return;
        }

        Say(alarm.Message);
    }

    /// <summary>The end of the run.</summary>
    public void End(TrainingOutcome outcome, TrainingGroup group)
    {
        if (isJson)
        {
            Write(new { outcome });
            return;
        }

        DbProgress.End();
        if (!group.IsFirst)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Process {group.Rank} of {group.Size} is done; the result is with the first one."));
            return;
        }

        string why = outcome.Reason is null ? "" : $" The guard stopped the run: {outcome.Reason}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Step {outcome.ResultStep} of {outcome.Steps} is in {outcome.Folder}.{why}"));
    }

    private static string Shown(TrainingStep step, string metric) =>
        step.Metrics.TryGetValue(metric, out double value) ? string.Create(CultureInfo.InvariantCulture, $"{metric} {value:0.####} ") : "";

    private static void Say(string line)
    {
        DbProgress.End();
        Console.Error.WriteLine(line);
    }

    private static void Write(object line) => Console.WriteLine(JsonSerializer.Serialize(line, s_format));
}
