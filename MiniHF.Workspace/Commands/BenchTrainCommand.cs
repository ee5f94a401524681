using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Torch;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench train</c>: how fast an adapter is tuned here, and how that compares with what the machine's matrix products could do.</summary>
internal static class BenchTrainCommand
{
    private const int WarmSteps = 2;
    private const int Size = 1024;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="ProductRate">Billion multiplications and additions a second of one large matrix product, in the same type.</param>
    /// <param name="Share">Share of that rate at which the run computes, 4 operations a base weight and token: forward, and back to the inputs.</param>
    private sealed record Report(string Model, string Precision, int Threads, int Steps, double TokensPerSecond, double PeakMegabytes, double ProductRate, double Share);

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<string?> model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
        Option<TrainingPrecision> precision = new("--precision") { HelpName = "float32|bfloat16", Description = "What is computed in." };
        Option<int> steps = new("--steps") { HelpName = "N", Description = "Steps to measure.", DefaultValueFactory = _ => 8 };
        Command command = new("train", "Tokens a second of tuning an adapter, memory, and the share of the machine's matrix products.") { json, model, precision, steps };
        command.SetAction(async (parsed, ct) =>
        {
            EngineOptions options = EngineSettings.Read();
            Report report = await RunAsync(parsed.GetValue(model) ?? options.ModelPath, options, parsed.GetValue(precision), parsed.GetValue(steps), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Model}, {report.Precision}, {report.Threads} threads: {report.TokensPerSecond:N0} tokens/s, at most {report.PeakMegabytes:N0} MB, {report.Share:P0} of {report.ProductRate:N0} GFLOP/s"));
        });
        return command;
    }

    private static async Task<Report> RunAsync(string model, EngineOptions options, TrainingPrecision precision, int steps, CancellationToken ct)
    {
        string folder = Directory.CreateTempSubdirectory("minihf-bench-").FullName;
        try
        {
            string text = Path.Combine(folder, "text.txt");
            await File.WriteAllTextAsync(text, string.Join("<|endoftext|>", Enumerable.Range(0, 400).Select(i =>
                string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"On day {i} the ship lay still, and nobody on board said a word about it. "), 12)))), ct);
            TrainingJob job = new()
            {
                ModelDirectory = model,
                Recipe = new GeneratorSftRecipe
                {
                    Steps = WarmSteps + steps,
                    BatchSize = 8,
                    ContextLength = 256,
                    EvaluateEvery = 0,
                    CheckpointEvery = 0,
                    TopUpTokens = 0,
                    Precision = precision,
                },
                Data = [new MiniHF.Engine.Datasets.DataSource(text)],
                WorkingFolder = Path.Combine(folder, "work"),
                OutputFolder = Path.Combine(folder, "out"),
                Engine = options,
            };
            Watcher watcher = new();
            await Trainer.RunAsync(job, watcher, ct);
            using Process process = Process.GetCurrentProcess();
            double rate = await Task.Run(() => ProductRate(precision, watcher.Threads), ct);
            long weights = MiniHF.Engine.Models.ModelDirectory.Open(model).WeightFiles.Sum(file => new FileInfo(file).Length) / 2;
            return new Report(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(model)), precision.ToString(), watcher.Threads, steps, watcher.TokensPerSecond,
                process.PeakWorkingSet64 / (double)(1 << 20), rate, watcher.TokensPerSecond * 4 * weights / 1e9 / rate);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double ProductRate(TrainingPrecision precision, int threads)
    {
        torch.set_num_threads(threads);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.randn([Size, Size]).to(precision == TrainingPrecision.BFloat16 ? torch.bfloat16 : torch.float32);
        TimeSpan best = TimeSpan.MaxValue;
        for (int round = 0; round < 8; round++)
        {
            long start = Stopwatch.GetTimestamp();
            a.matmul(a).Dispose();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }

        return 2.0 * Size * Size * Size / best.TotalSeconds / 1e9;
    }

    /// <summary>The median step after the first ones, and the threads they ran with.</summary>
    private sealed class Watcher : ITrainingObserver
    {
        private readonly List<double> _rates = [];

        public double TokensPerSecond => _rates.Skip(WarmSteps).Order().ElementAt((_rates.Count - WarmSteps) / 2);

        public int Threads { get; private set; } = 1;

        public void Started(TrainingStart start)
        {
        }

        public void Step(TrainingStep step)
        {
            // On the run's own thread.
            Threads = torch.get_num_threads();
            if (step.Metrics.TryGetValue(MetricNames.TokensPerSecond, out double rate))
            {
                _rates.Add(rate);
            }
        }

        public void Samples(TrainingSamples samples)
        {
        }

        public void Checkpoint(TrainingCheckpoint checkpoint)
        {
        }

        public void Alarm(TrainingAlarm alarm)
        {
        }
    }
}
