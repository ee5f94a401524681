using System.Diagnostics;
using System.IO.Compression;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Tokenization;
using MiniHF.Engine.Torch;

namespace MiniHF.Workspace.Commands;

/// <summary>Measures what keeping a model's matrices in fewer bits costs and saves.</summary>
internal static class QuantizationBenchmark
{
    private const int Prompt = 32;
    private const int PrefillPrompt = 256;
    private const int MostWindow = 1024;

    private static readonly (string Quantization, string Precision)[] s_modes = [("none", "float32"), ("none", "bfloat16"), ("int8", "float32"), ("nf4", "float32")];

    /// <param name="Precision">Type of the activations.</param>
    /// <param name="LoadMilliseconds">From the directory to a model that answers, tokenizer included.</param>
    /// <param name="Perplexity">On the text given; null without one.</param>
    /// <param name="DecodeOne">Tokens a second of one branch, from a 32-token prompt.</param>
    /// <param name="DecodeEight">Likewise, of 8 together.</param>
    /// <param name="GigabytesPerSecond">Weights read in the steps of one branch.</param>
    internal sealed record Mode(
        string Quantization,
        string Precision,
        long WeightBytes,
        double LoadMilliseconds,
        double? Perplexity,
        double DecodeOne,
        double DecodeEight,
        double PrefillTokensPerSecond,
        int DecodeThreads,
        double GigabytesPerSecond);

    /// <param name="TextTokens">Tokens the perplexity is taken over.</param>
    internal sealed record Report(
        string Model, long Parameters, int Cores, double LoadAverage, int TextTokens, double MemoryGigabytesPerSecond, IReadOnlyList<Mode> Modes);

    public static async Task<Report> RunAsync(
        string directory, EngineOptions options, string? textFile, int mostTextTokens, int tokens, Action<string> step, CancellationToken ct)
    {
        ModelDirectory model = ModelDirectory.Open(directory);
        int[] text = textFile is null ? [] : await ReadAsync(model, textFile, mostTextTokens, ct);
        List<Mode> modes = [];
        long parameters = 0;
        foreach ((string quantization, string precision) in s_modes)
        {
            EngineOptions here = options with { Quantization = quantization, Precision = precision, Deterministic = false, PrefixMegabytes = 0 };
            step($"{quantization}, {precision} activations");
            double? perplexity = text.Length == 0 ? null : await Task.Run(() => MeasurePerplexity(model, here, text, ct), ct);
            long start = Stopwatch.GetTimestamp();
            await using TextGenerator generator = await TextGenerator.LoadAsync(directory, here, ct);
            double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            ThreadChoice threads = await generator.Engine.Threads;
            parameters = generator.Model.Parameters;
            double one = await DecodeAsync(generator, 1, tokens, ct);
            double eight = await DecodeAsync(generator, 8, tokens, ct);
            TimeSpan prefill = await GenerateBenchmark.BestAsync(async () => (await GenerateBenchmark.TimeAsync(generator, PrefillPrompt, 1, 1, ct)).Total);
            modes.Add(new Mode(
                quantization, generator.Model.ComputeType, generator.Model.WeightBytes, load, perplexity, one, eight, PrefillPrompt / prefill.TotalSeconds,
                threads.Decode, generator.Model.WeightBytes * one / 1e9));
        }

        step("memory bandwidth");
        return new Report(
            model.Name, parameters, Environment.ProcessorCount, GenerateBenchmark.LoadAverage(), text.Length,
            MemoryBandwidth.GigabytesPerSecond(torch.CPU), modes);
    }

    private static async Task<double> DecodeAsync(TextGenerator generator, int branches, int tokens, CancellationToken ct)
    {
        TimeSpan best = await GenerateBenchmark.BestAsync(async () =>
        {
            GenerateBenchmark.Timing timing = await GenerateBenchmark.TimeAsync(generator, Prompt, branches, tokens, ct);
            return timing.Total - timing.First;
        });
        return branches * (tokens - 1) / best.TotalSeconds;
    }

    private static double MeasurePerplexity(ModelDirectory directory, EngineOptions options, int[] text, CancellationToken ct)
    {
        torch.set_num_threads(Environment.ProcessorCount);
        using CausalLM model = ModelLoader.Load(directory, options);
        return Perplexity.Of(model, text, Math.Min(MostWindow, model.Config.ContextLength), ct);
    }

    private static async Task<int[]> ReadAsync(ModelDirectory model, string path, int most, CancellationToken ct)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            await using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using StreamReader reader = new(stream);
            char[] characters = new char[most * 8];
            int read = await reader.ReadBlockAsync(characters, ct);
            Tokenizer tokenizer = Tokenizer.Load(model.TokenizerFile ?? throw new UserFacingException($"{model.Path} has no tokenizer.json to read {path} with."));
            int[] ids = tokenizer.EncodeToIds(characters.AsSpan(0, read), allowSpecial: true);
            int window = Math.Min(MostWindow, model.Config.ContextLength);
            int whole = Math.Min(ids.Length, most) / window * window;
            return whole > 0 ? ids[..whole] : throw new UserFacingException($"{path} is too short: perplexity is measured over windows of {window} tokens.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserFacingException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
