using System.CommandLine;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Commands;

/// <summary>The options that every training verb has, under the original's names where it has them.</summary>
internal sealed class TrainingOptions
{
    private readonly Option<string?> _model = new("--model") { HelpName = "DIR", Description = "The base model's directory; without it the one in the settings, or the embedded one." };
    private readonly Option<string> _output;
    private readonly Option<string?> _work = new("--work") { HelpName = "DIR", Description = "Where checkpoints go; OUTPUT.checkpoints by default." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the newest checkpoint." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object a line: the start, every step's metrics, samples, checkpoints, alarms, the end." };
    private readonly Option<long> _seed = new("--seed") { HelpName = "S", Description = "The same seed and data give the same numbers." };
    private readonly Option<int?> _steps = new("--steps") { HelpName = "N", Description = "Optimizer steps, instead of going by epochs." };
    private readonly Option<double> _epochs = new("--epochs") { HelpName = "E", Description = "Times through the data." };
    private readonly Option<int> _batch = new("--batch-size") { HelpName = "N", Description = "Texts, pairs or prompts computed together." };
    private readonly Option<int> _accumulation = new("--gradient-accumulation-steps", "--grad-accum-steps") { HelpName = "N", Description = "Batches that make one step." };
    private readonly Option<bool> _recompute = new("--gradient-checkpointing") { Description = "Compute blocks again instead of keeping them: less memory, a third more time." };
    private readonly Option<double> _rate = new("--lr") { HelpName = "R", Description = "Learning rate." };
    private readonly Option<LearningRateSchedule> _schedule = new("--schedule") { HelpName = "constant|cosine|linear", Description = "What becomes of the learning rate." };
    private readonly Option<int> _warmup = new("--warmup") { HelpName = "N", Description = "Steps in which the learning rate grows." };
    private readonly Option<double> _decay = new("--weight-decay") { HelpName = "D", Description = "AdamW's decay of the weights." };
    private readonly Option<double> _clip = new("--clip") { HelpName = "L", Description = "Longest gradient; 0 for any." };
    private readonly Option<int> _context = new("--context") { HelpName = "N", Description = "Most tokens of a text." };
    private readonly Option<int> _rank = new("--rank") { HelpName = "R", Description = "The adapter's rank." };
    private readonly Option<double> _alpha = new("--alpha") { HelpName = "A", Description = "The adapter's scale." };
    private readonly Option<double?> _dropout = new("--dropout") { HelpName = "P", Description = "Share of an adapter's inputs left out while training." };
    private readonly Option<int> _bits = new("--bits") { HelpName = "4|8|16", Description = "How the frozen base is kept. The original's default is 4; small models lose by it.", DefaultValueFactory = _ => 16 };
    private readonly Option<TrainingPrecision> _precision = new("--precision") { HelpName = "float32|bfloat16", Description = "What activations are computed in." };
    private readonly Option<int> _save = new("--save-every") { HelpName = "N", Description = "Steps between checkpoints." };
    private readonly Option<int> _evaluate = new("--evaluate-every") { HelpName = "N", Description = "Steps between looks at what is held out; 0 for the end only." };
    private readonly Option<int> _sample = new("--sample-every") { HelpName = "N", Description = "Steps between sets of samples." };
    private readonly Option<string[]> _heldOut = new("--held-out") { HelpName = "FILE", Description = "Measure on this and never learn from it; without it, on a part of the data.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _start = new("--start-from") { HelpName = "DIR", Description = "An adapter to go on from." };

    /// <param name="defaults">The recipe whose settings are the defaults.</param>
    /// <param name="output">The original's name for where results go.</param>
    public TrainingOptions(Command command, TrainingRecipe defaults, string output, string? outputDefault = null)
    {
        _output = new Option<string>(output) { HelpName = "DIR", Description = "Where the result goes.", Required = outputDefault is null };
        if (outputDefault is not null)
        {
            _output.DefaultValueFactory = _ => outputDefault;
        }

        Default(_seed, defaults.Seed);
        Default(_steps, defaults.Steps);
        Default(_epochs, defaults.Epochs);
        Default(_batch, defaults.BatchSize);
        Default(_accumulation, defaults.AccumulationSteps);
        Default(_rate, defaults.LearningRate);
        Default(_schedule, defaults.Schedule);
        Default(_warmup, defaults.WarmupSteps);
        Default(_decay, defaults.WeightDecay);
        Default(_clip, defaults.ClipNorm);
        Default(_context, defaults.ContextLength);
        Default(_precision, defaults.Precision);
        Default(_save, defaults.CheckpointEvery);
        Default(_evaluate, defaults.EvaluateEvery);
        Default(_sample, defaults.SampleEvery);
        Option[] common =
        [
            _model, _output, _work, _resume, _json, _seed, _steps, _epochs, _batch, _accumulation, _recompute, _rate, _schedule, _warmup, _decay, _clip, _context,
            _precision, _save, _evaluate, _sample, _heldOut,
        ];
        foreach (Option option in common)
        {
            command.Options.Add(option);
        }

        Distributed = new DistributedArguments(command);
        if (defaults.Lora is { } lora)
        {
            Default(_rank, lora.Rank);
            Default(_alpha, lora.Alpha);
            foreach (Option option in (Option[])[_rank, _alpha, _dropout, _bits, _start])
            {
                command.Options.Add(option);
            }
        }

        _bits.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (4 or 8 or 16))
            {
                result.AddError("--bits is 4, 8 or 16.");
            }
        });
    }

    /// <summary>How the run is shared by several processes.</summary>
    public DistributedArguments Distributed { get; }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The recipe with what was said on the command line.</summary>
    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe)
    {
        double epochs = parsed.GetValue(_epochs);
        return recipe with
        {
            Seed = parsed.GetValue(_seed),
            Steps = parsed.GetValue(_steps),
            Epochs = epochs,
            BatchSize = parsed.GetValue(_batch),
            AccumulationSteps = parsed.GetValue(_accumulation),
            GradientCheckpointing = parsed.GetValue(_recompute),
            LearningRate = parsed.GetValue(_rate),
            Schedule = parsed.GetValue(_schedule),
            WarmupSteps = parsed.GetValue(_warmup),
            WeightDecay = parsed.GetValue(_decay),
            ClipNorm = parsed.GetValue(_clip),
            ContextLength = parsed.GetValue(_context),
            Precision = parsed.GetValue(_precision),
            CheckpointEvery = parsed.GetValue(_save),
            EvaluateEvery = parsed.GetValue(_evaluate),
            SampleEvery = parsed.GetValue(_sample),
            // The original leaves nothing out while every text is seen once.
            Lora = recipe.Lora is { } lora
                ? lora with { Rank = parsed.GetValue(_rank), Alpha = parsed.GetValue(_alpha), Dropout = parsed.GetValue(_dropout) ?? (recipe is GeneratorSftRecipe && epochs > 1 ? 0.1 : 0) }
                : null,
        };
    }

    /// <summary>The job that the command line describes.</summary>
    /// <exception cref="UserFacingException">There are checkpoints and nobody said to go on from them, or none and somebody did.</exception>
    public TrainingJob ToJob(ParseResult parsed, TrainingRecipe recipe, IEnumerable<string> data)
    {
        EngineOptions engine = EngineSettings.Read();
        if (engine.Threads == 0 && Distributed.CountHere(parsed) > 1)
        {
            engine = engine with { Threads = LocalProcesses.ThreadsOf(Distributed.CountHere(parsed)) };
        }

        string output = parsed.GetValue(_output)!; // required, or has a default
        string work = parsed.GetValue(_work) ?? $"{Path.TrimEndingDirectorySeparator(output)}.checkpoints";
        bool hasCheckpoints = Directory.Exists(work) && Directory.EnumerateDirectories(work).Any();
        bool isFirst = Distributed.IsFirst(parsed);
        if (isFirst && hasCheckpoints && !parsed.GetValue(_resume))
        {
            throw new UserFacingException($"{work} holds checkpoints of an earlier run: give --resume to go on from them, or another --work folder.");
        }

        if (isFirst && !hasCheckpoints && parsed.GetValue(_resume))
        {
            throw new UserFacingException($"There is no checkpoint in {work} to resume from.");
        }

        return new TrainingJob
        {
            ModelDirectory = parsed.GetValue(_model) ?? engine.ModelPath,
            Recipe = Apply(parsed, recipe),
            Data = [.. data.Select(file => new DataSource(file))],
            HeldOut = [.. parsed.GetValue(_heldOut)!.Select(file => new DataSource(file))], // has a default
            StartFrom = recipe.Lora is null ? null : parsed.GetValue(_start),
            WorkingFolder = work,
            OutputFolder = output,
            Engine = recipe.Lora is null ? engine : engine with { Quantization = parsed.GetValue(_bits) switch { 4 => "nf4", 8 => "int8", _ => engine.Quantization } },
        };
    }

    private static void Default<T>(Option<T> option, T value) => option.DefaultValueFactory = _ => value;
}
