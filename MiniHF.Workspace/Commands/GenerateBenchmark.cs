using System.Diagnostics;
using System.Globalization;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Commands;

/// <summary>Measures generation on this machine. Every rate is the best of a few runs: what else runs here only ever takes away.</summary>
internal static partial class GenerateBenchmark
{
    private const int Repeats = 3;
    private const int ShortPrompt = 8;
    private const int LongPrompt = 512;
    private const int BranchPrompt = 32;
    private const int LongBranchPrompt = 256;
    private const int Tokens = 64;

    private static int s_runs;

    /// <param name="Branches">Continuations grown side by side.</param>
    /// <param name="PromptTokens">Tokens of the prompt they share.</param>
    /// <param name="TokensPerSecond">Of all of them together.</param>
    /// <param name="StepMilliseconds">What one token of each costs.</param>
    /// <param name="GigabytesPerSecond">Weights, and each key and value once, read in these steps.</param>
    /// <param name="ShareOfBandwidth">That, over what memory was measured to give: how near the machine's own limit the steps are.</param>
    internal sealed record Rate(int Branches, int PromptTokens, double TokensPerSecond, double StepMilliseconds, double GigabytesPerSecond, double ShareOfBandwidth);

    /// <summary>How long a growing text waits from one token to the next.</summary>
    /// <param name="PromptTokens">Of the prompt that somebody else's request has read meanwhile.</param>
    /// <param name="AloneMilliseconds">Typically, with nothing beside it.</param>
    /// <param name="TypicalMilliseconds">Typically, while the prompt is read.</param>
    /// <param name="LongestMilliseconds">At most, while the prompt is read.</param>
    internal sealed record Wait(int PromptTokens, double AloneMilliseconds, double TypicalMilliseconds, double LongestMilliseconds);

    /// <param name="LoadAverage">Processes that wanted a processor during the last minute: more than there are cores, and all figures are too low.</param>
    /// <param name="FirstTokenMilliseconds">Median of a warm model, from request to the first token, 8-token prompt.</param>
    /// <param name="RatioOf8To1">Tokens a second of 8 branches, over those of one, from a 32-token prompt.</param>
    /// <param name="LongRatioOf8To1">Likewise, from a 256-token prompt.</param>
    /// <param name="DispatchShare">Share of a one-token step that is calls, not arithmetic: the time of the same step on the same layers shrunk to nothing.</param>
    /// <param name="MemoryGigabytesPerSecond">What one thread reads of memory, summing 256 MiB.</param>
    internal sealed record Report(
        string Model,
        long Parameters,
        int Cores,
        double LoadAverage,
        int DecodeThreads,
        int PrefillThreads,
        double LoadMilliseconds,
        double FirstTokenMilliseconds,
        double PrefillTokensPerSecond,
        IReadOnlyList<Rate> Rates,
        double RatioOf8To1,
        double LongRatioOf8To1,
        Wait WaitBesideAPrompt,
        double DispatchShare,
        double MemoryGigabytesPerSecond,
        double ResidentMegabytes)
    {
        /// <summary>What it costs to record the likeliest alternatives to each token, as a notebook does.</summary>
        public IReadOnlyList<StepRate> Alternatives { get; init; } = [];

        /// <summary>What adapters cost; empty where none was asked for.</summary>
        public IReadOnlyList<StepRate> Adapters { get; init; } = [];
    }

    /// <param name="adapter">Directory of an adapter whose cost is measured; null for none.</param>
    public static async Task<Report> RunAsync(string directory, string? adapter, EngineOptions options, Action<string> step, CancellationToken ct)
    {
        // Prompts are repeated here: remembered, they would take no time.
        options = options with { PrefixMegabytes = 0 };
        step("loading the model");
        long start = Stopwatch.GetTimestamp();
        await using TextGenerator generator = await TextGenerator.LoadAsync(directory, options, ct);
        double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        ThreadChoice threads = await generator.Engine.Threads;
        await TimeAsync(generator, ShortPrompt, 4, Tokens, ct);

        step("first token, 8-token prompt, 4 branches, 9 times");
        List<double> firsts = [];
        for (int i = 0; i < 9; i++)
        {
            firsts.Add((await TimeAsync(generator, ShortPrompt, 4, 4, ct)).First.TotalMilliseconds);
        }

        step("memory bandwidth");
        double memory = MemoryBandwidth.GigabytesPerSecond(generator.Base.Device);

        step($"prefill of {LongPrompt} tokens");
        int prompt = Math.Min(LongPrompt, generator.Model.ContextLength / 2);
        TimeSpan prefill = await BestAsync(async () => (await TimeAsync(generator, prompt, 1, 1, ct)).Total);

        List<Rate> rates = [];
        int longPrompt = Math.Min(LongBranchPrompt, generator.Model.ContextLength / 2);
        foreach ((int branches, int shared) in
            ((int, int)[])[(1, BranchPrompt), (2, BranchPrompt), (4, BranchPrompt), (8, BranchPrompt), (16, BranchPrompt), (1, longPrompt), (8, longPrompt)])
        {
            step(string.Create(CultureInfo.InvariantCulture, $"{branches} branches × {Tokens} tokens from {shared}, {Repeats} times"));
            TimeSpan best = await BestAsync(async () =>
            {
                Timing timing = await TimeAsync(generator, shared, branches, Tokens, ct);
                return timing.Total - timing.First;
            });
            double seconds = best.TotalSeconds / (Tokens - 1);
            double bytes = generator.Model.WeightBytes + (generator.Engine.KeyValueBytesPerToken * (shared + (branches * Tokens / 2.0)));
            rates.Add(new Rate(branches, shared, branches / seconds, seconds * 1e3, bytes / seconds / 1e9, bytes / seconds / 1e9 / memory));
        }

        step(string.Create(CultureInfo.InvariantCulture, $"a text that grows while a prompt of {prompt} is read, {Repeats} times"));
        Wait wait = await WaitBesideAsync(generator, prompt, ct);
        IReadOnlyList<StepRate> alternatives = await AlternativesRatesAsync(generator, step, ct);
        IReadOnlyList<StepRate> adapters = adapter is null ? [] : await AdapterRatesAsync(generator, adapter, step, ct);
        double resident = Process.GetCurrentProcess().WorkingSet64 / 1e6;
        step("dispatch, on the same layers 16 wide");
        double dispatch = await DispatchSecondsAsync(directory, generator.Base, options, ct);
        return new Report(
            generator.Model.Name,
            generator.Model.Parameters,
            Environment.ProcessorCount,
            LoadAverage(),
            threads.Decode,
            threads.Prefill,
            load,
            Median(firsts),
            prompt / prefill.TotalSeconds,
            rates,
            RatioOf8To1(rates, BranchPrompt),
            RatioOf8To1(rates, longPrompt),
            wait,
            dispatch * rates[0].TokensPerSecond,
            memory,
            resident)
        {
            Adapters = adapters,
            Alternatives = alternatives,
        };
    }

    /// <summary>The pauses of one text before and while somebody else's prompt is read.</summary>
    private static async Task<Wait> WaitBesideAsync(TextGenerator generator, int prompt, CancellationToken ct)
    {
        List<double> alone = [];
        List<double> beside = [];
        for (int i = 0; i < Repeats; i++)
        {
            int most = generator.Model.ContextLength - ShortPrompt;
            GenerationRequest growing = new()
            {
                PromptIds = [.. Enumerable.Range(50, ShortPrompt)],
                Count = 1,
                MaxTokens = most,
                MinTokens = most,
                Seed = i,
            };
            Task<Timing>? reading = null;
            long last = 0;
            int tokens = 0;
            await foreach (GeneratedPiece _ in generator.GenerateAsync(growing, ct))
            {
                if (last != 0)
                {
                    (reading is null ? alone : beside).Add(Stopwatch.GetElapsedTime(last).TotalMilliseconds);
                }

                last = Stopwatch.GetTimestamp();
                if (reading is { IsCompleted: true })
                {
                    break;
                }

                if (++tokens == Tokens)
                {
                    reading = TimeAsync(generator, prompt, 1, 1, ct);
                }
            }

            await (reading ?? throw new InvalidOperationException("The text ended before the prompt began."));
        }

        return new Wait(prompt, Median(alone), Median(beside), beside.Max());
    }

    private static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);

    private static double RatioOf8To1(List<Rate> rates, int prompt)
    {
        double Of(int branches) => rates.First(rate => rate.Branches == branches && rate.PromptTokens == prompt).TokensPerSecond;
        return Of(8) / Of(1);
    }

    internal static async Task<Timing> TimeAsync(TextGenerator generator, int prompt, int branches, int tokens, CancellationToken ct, string adapter = "", int alternatives = 0)
    {
        // Every text begins in its own way: one that began like an earlier one would not be computed again.
        int run = Interlocked.Increment(ref s_runs);
        GenerationRequest request = new()
        {
            PromptIds = [.. Enumerable.Range(0, prompt).Select(i => 50 + (i == 0 ? run % 200 : i * 7 % 200))],
            Count = branches,
            MaxTokens = tokens,
            MinTokens = tokens,
            Seed = 1,
            Adapter = adapter,
            TopAlternatives = alternatives,
            SpellsAlternatives = false,
        };
        List<IReadOnlyList<TokenAlternative>> recorded = [];
        long start = Stopwatch.GetTimestamp();
        TimeSpan? first = null;
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, ct))
        {
            first ??= Stopwatch.GetElapsedTime(start);
            if (alternatives > 0)
            {
                recorded.Add(piece.Alternatives);
            }
        }

        if (recorded.Count > 0)
        {
            TokenAlternatives.Pack(recorded);
        }

        return new Timing(first ?? TimeSpan.Zero, Stopwatch.GetElapsedTime(start));
    }

    internal static async Task<TimeSpan> BestAsync(Func<Task<TimeSpan>> run)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            TimeSpan time = await run();
            best = time < best ? time : best;
        }

        return best;
    }

    /// <summary>A step of the same layers, so narrow that next to nothing is computed.</summary>
    private static async Task<double> DispatchSecondsAsync(string directory, CausalLM like, EngineOptions options, CancellationToken ct)
    {
        ModelConfig config = ModelDirectory.Open(directory).Config with
        {
            HiddenSize = 16,
            FeedForwardSize = 16,
            HeadCount = 1,
            KeyValueHeadCount = 1,
            HeadSize = 16,
            Rotary = new RotaryConfig(16),
            VocabularySize = 256,
            ContextLength = 256,
            EndOfText = [],
            SuppressedTokens = [],
        };
        using CausalLM model = new(config, new RandomParameters(1, config.InitializerRange, like.ComputeType, like.Device), like.ComputeType, like.Path);
        await using GenerationEngine engine = new(model, options with { Threads = 1 });
        TimeSpan best = await BestAsync(async () =>
        {
            CompletionSink sink = new();
            long start = Stopwatch.GetTimestamp();
            await engine.SubmitAsync(
                new EngineRequest { PromptIds = [1], Continuations = [new EngineContinuation(0, [])], Sampling = SamplingOptions.Greedy, MaxTokens = 200, Sink = sink }, ct);
            await sink.Completion;
            return Stopwatch.GetElapsedTime(start);
        });
        return best.TotalSeconds / 200;
    }

    internal static double LoadAverage() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;

    /// <param name="First">From the request to the first token.</param>
    /// <param name="Total">To the last.</param>
    internal readonly record struct Timing(TimeSpan First, TimeSpan Total);

    private sealed class CompletionSink : IContinuationSink
    {
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Completion => _completion.Task;

        public bool Accept(int slot, in DrawnToken drawn, FinishReason? finish) => false;

        public void End(int slot, FinishReason reason)
        {
        }

        public void Complete(Exception? error)
        {
            if (error is null)
            {
                _completion.SetResult();
            }
            else
            {
                _completion.SetException(error);
            }
        }
    }
}
