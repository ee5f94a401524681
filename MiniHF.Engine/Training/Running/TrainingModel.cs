using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Training;

// N tokens of all texts, M tokens to be predicted, C channels, V vocabulary

/// <summary>
/// The model of a run: the base, the adapter that is tuned (or all weights), and the two passes that every recipe is made of:
/// log-probabilities of tokens, and the gradient of a function of them.
/// </summary>
internal sealed class TrainingModel : IDisposable
{
    /// <summary>Most logits held at once; more are computed in parts, and again for the gradient.</summary>
    private const long MostLogits = 32L << 20;

    private readonly ParameterSource _source;

    private TrainingModel(ModelDirectory directory, Tokenizer tokenizer, ParameterSource source, CausalLM model, LoraAdapter? adapter, bool recompute, int threads)
    {
        Directory = directory;
        Tokenizer = tokenizer;
        _source = source;
        Model = model;
        Adapter = adapter;
        Recomputes = recompute;
        Threads = threads;
        Trained = adapter?.Parameters ?? model.Parameters;
        ContextLength = model.Config.ContextLength;
        EndOfText = model.Config.EndOfText.Count > 0 ? model.Config.EndOfText[0] : null;
    }

    public ModelDirectory Directory { get; }

    public Tokenizer Tokenizer { get; }

    public CausalLM Model { get; }

    /// <summary>What is tuned; null where all weights are.</summary>
    public LoraAdapter? Adapter { get; }

    /// <summary>What is tuned, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Trained { get; }

    /// <summary>Whether blocks are computed again in the backward pass.</summary>
    public bool Recomputes { get; }

    /// <summary>Threads every pass uses.</summary>
    public int Threads { get; }

    public int ContextLength { get; }

    /// <summary>The token that ends a text; null where the model has none.</summary>
    public int? EndOfText { get; }

    /// <summary>Loads what a job works on.</summary>
    /// <param name="checkpoint">The checkpoint to go on from, or null.</param>
    /// <param name="threads">Threads the run began with, or null to choose.</param>
    public static TrainingModel Load(TrainingJob job, string? checkpoint, int? threads)
    {
        TrainingRecipe recipe = job.Recipe;
        ModelDirectory directory = ModelDirectory.Open(job.ModelDirectory);
        Tokenizer tokenizer = Tokenizer.Load(directory.TokenizerFile
            ?? throw new UserFacingException($"{job.ModelDirectory} has no tokenizer.json, which training needs: add the file."));
        ScalarType computeType = recipe.Precision == TrainingPrecision.BFloat16 ? bfloat16 : float32;
        ParameterSource source = Open(job, directory, checkpoint, computeType);
        CausalLM model = new(directory.Config, source, computeType);
        LoraAdapter? adapter = null;
        try
        {
            adapter = recipe.Lora is { } lora ? LoadAdapter(job, lora, model, checkpoint) : null;
            foreach (Tensor parameter in (adapter?.Parameters ?? model.Parameters).Values)
            {
                parameter.requires_grad_(true);
            }

            return new TrainingModel(
                directory, tokenizer, source, model, adapter, recipe.GradientCheckpointing, threads ?? ThreadChoice.For(model, job.Engine.Threads).Prefill);
        }
        catch
        {
            adapter?.Dispose();
            model.Dispose();
            (source as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>How the tokens of a batch see each other and which adapter they go through.</summary>
    private static PackedCausalAttention Context(TrainingBatch batch, LoraAdapter? adapter, Generator? dropout) => new(batch.Lengths)
    {
        Adapters = adapter is null ? null : AdapterRows.All(adapter, batch.RowCount, dropout),
    };

    /// <summary>
    /// Natural log-probabilities of a batch's targets, (M) Float32, without a gradient.
    /// </summary>
    /// <param name="isTuned">Whether as the run has tuned the model, or as it was before.</param>
    /// <param name="look">Sees the logits of some rows on the way: those from a number on, (some,V).</param>
    public Tensor LogProbabilities(TrainingBatch batch, bool isTuned, Action<int, Tensor>? look = null)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        PackedCausalAttention context = Context(batch, isTuned ? Adapter : null, null);
        Tensor hidden = Model.Body(batch.Ids(), context).index_select(0, batch.Rows()); // (M,C)
        Tensor targets = batch.Targets();
        List<Tensor> parts = [];
        foreach ((int start, int count) in Parts(batch.TargetCount))
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor logits = Model.Head(hidden.narrow(0, start, count), context.Adapters is null ? null : AdapterRows.All(Adapter!, count)); // is tuned, so has one
            look?.Invoke(start, logits);
            parts.Add(Picked(logits, targets.narrow(0, start, count)).MoveToOuterDisposeScope());
        }

        return (parts.Count == 1 ? parts[0] : cat(parts)).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the gradient of a loss to what is tuned.</summary>
    /// <param name="loss">From the log-probabilities of the batch's targets, (M) Float32, to the loss.</param>
    /// <param name="dropout">Draws what dropout leaves out; null for none.</param>
    /// <returns>The loss.</returns>
    public double Backward(TrainingBatch batch, Func<Tensor, Tensor> loss, Generator? dropout)
    {
        using DisposeScope scope = NewDisposeScope();
        PackedCausalAttention context = Context(batch, Adapter, dropout);
        if (!Recomputes)
        {
            return BackwardFromHidden(Model.Body(batch.Ids(), context), batch, context, loss, dropout);
        }

        return BackwardRecomputing(batch, context, loss, dropout);
    }

    /// <summary>Writes what is tuned into a folder: an adapter in PEFT's layout, or a whole model directory.</summary>
    public void Save(string folder)
    {
        using DisposeScope scope = NewDisposeScope();
        if (Adapter is not null)
        {
            Adapter.RefreshId();
            Adapter.Save(folder, Directory.Name);
            return;
        }

        System.IO.Directory.CreateDirectory(folder);
        foreach (string name in (string[])["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"])
        {
            string from = Path.Combine(Directory.Path, name);
            if (File.Exists(from) && Path.GetFullPath(folder) != Directory.Path)
            {
                File.Copy(from, Path.Combine(folder, name), overwrite: true);
            }
        }

        SafeTensorsFile.Write(Path.Combine(folder, "model.safetensors"), Stored(), new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Takes the weights of a folder that <see cref="Save"/> wrote.</summary>
    public void Take(string folder)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using LoraAdapter? adapter = Adapter is null ? null : LoraAdapter.Load(folder, Model);
        using SafeTensorsFile? file = Adapter is null ? SafeTensorsFile.Open(Path.Combine(folder, "model.safetensors")) : null;
        foreach ((string name, Tensor parameter) in Trained)
        {
            Tensor stored = adapter?.Parameters[name] ?? file!.Tensor(name); // one of the two is there
            parameter.copy_(parameter.shape.SequenceEqual(stored.shape) ? stored : stored.t());
        }
    }

    public void Dispose()
    {
        Adapter?.Dispose();
        Model.Dispose();
        (_source as IDisposable)?.Dispose();
    }

    /// <summary>
    /// Gradient checkpointing (Chen et al. 2016): only what goes into each block is kept, and the block is run again when its
    /// gradient is wanted, with the same dropout.
    /// </summary>
    private double BackwardRecomputing(TrainingBatch batch, PackedCausalAttention context, Func<Tensor, Tensor> loss, Generator? dropout)
    {
        Tensor ids = batch.Ids();
        List<Tensor> inputs = [];
        List<Tensor> states = [];
        using (IDisposable noGrad = no_grad())
        {
            Tensor x = Model.Embed(ids, context);
            for (int block = 0; block < Model.BlockCount; block++)
            {
                inputs.Add(x);
                states.Add(State());
                x = Model.Block(block, x, context);
            }

            inputs.Add(x);
            states.Add(State());
        }

        Tensor top = inputs[^1].detach().requires_grad_();
        double value = BackwardFromHidden(Model.Norm(top), batch, context, loss, dropout);
        Tensor gradient = top.grad!; // the loss depends on it
        for (int block = Model.BlockCount - 1; block >= 0; block--)
        {
            using DisposeScope inner = NewDisposeScope();
            Restore(states[block]);
            Tensor input = inputs[block].detach().requires_grad_();
            Model.Block(block, input, context).backward(gradient);
            gradient.Dispose();
            gradient = input.grad!.MoveToOuterDisposeScope(); // a block passes gradients on
        }

        if (Adapter is null)
        {
            Model.Embed(ids, context).backward(gradient);
        }

        Restore(states[^1]);
        return value;

        Tensor State() => dropout is null ? zeros(0) : dropout.get_state();

        void Restore(Tensor state) => dropout?.set_state(state);
    }

    private double BackwardFromHidden(Tensor body, TrainingBatch batch, PackedCausalAttention context, Func<Tensor, Tensor> loss, Generator? dropout)
    {
        Tensor hidden = body.index_select(0, batch.Rows()); // (M,C)
        Tensor targets = batch.Targets();
        (int Start, int Count)[] parts = [.. Parts(batch.TargetCount)];
        if (parts.Length == 1)
        {
            Tensor whole = loss(Picked(Logits(hidden, batch.TargetCount, context, dropout), targets));
            whole.backward();
            return whole.to(float64).item<double>();
        }

        // The loss is a function of the log-probabilities: its gradient by them is found first, then that of each part by the weights.
        Tensor leaf = LogProbabilitiesOf(hidden.detach(), targets, parts, context).requires_grad_();
        Tensor value = loss(leaf);
        value.backward();
        Tensor weights = leaf.grad!; // the loss depends on it
        Tensor top = hidden.detach().requires_grad_();
        foreach ((int start, int count) in parts)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor picked = Picked(Logits(top.narrow(0, start, count), count, context, null), targets.narrow(0, start, count));
            picked.backward(weights.narrow(0, start, count));
        }

        hidden.backward(top.grad!);
        return value.to(float64).item<double>();
    }

    private Tensor LogProbabilitiesOf(Tensor hidden, Tensor targets, (int Start, int Count)[] parts, PackedCausalAttention context)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> picked = [];
        foreach ((int start, int count) in parts)
        {
            using DisposeScope inner = NewDisposeScope();
            picked.Add(Picked(Logits(hidden.narrow(0, start, count), count, context, null), targets.narrow(0, start, count)).MoveToOuterDisposeScope());
        }

        return cat(picked).MoveToOuterDisposeScope();
    }

    /// <summary>The weights in the layout that checkpoints have them in.</summary>
    private KeyValuePair<string, Tensor>[] Stored()
    {
        using IDisposable noGrad = no_grad();
        HashSet<string> transposed = [.. Model.Projections.Where(layer => layer.IsTransposed).Select(layer => $"{layer.Name}.weight")];
        return [.. Model.Parameters.Select(parameter => KeyValuePair.Create(
            parameter.Key, transposed.Contains(parameter.Key) ? parameter.Value.detach().t().contiguous() : parameter.Value.detach()))];
    }

    private Tensor Logits(Tensor hidden, int rows, PackedCausalAttention context, Generator? dropout) =>
        Model.Head(hidden, context.Adapters is null ? null : AdapterRows.All(Adapter!, rows, dropout)); // rows of an adapter, so there is one

    private static Tensor Picked(Tensor logits, Tensor targets) =>
        nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None).neg(); // (M)

    private IEnumerable<(int Start, int Count)> Parts(int targets)
    {
        int rows = (int)Math.Clamp(MostLogits / Model.Config.VocabularySize, 1, int.MaxValue);
        for (int start = 0; start < targets; start += rows)
        {
            yield return (start, Math.Min(rows, targets - start));
        }
    }

    private static ParameterSource Open(TrainingJob job, ModelDirectory directory, string? checkpoint, ScalarType computeType)
    {
        if (job.Recipe.Lora is not null)
        {
            CheckpointParameters stored = new(directory, computeType, job.Engine.WeightQuantization);
            return job.Engine.WeightQuantization == WeightQuantization.None ? new ConvertedParameters(stored, computeType, copies: false) : stored;
        }

        // Weights that are tuned are Float32, whatever they are computed in.
        return checkpoint is not null ? new ConvertedParameters(new CheckpointParameters(ModelDirectory.Open(checkpoint), float32), float32, copies: true)
            : job.Recipe is PretrainRecipe { FromScratch: true } ? new RandomParameters(job.Recipe.Seed, directory.Config.InitializerRange)
            : new ConvertedParameters(new CheckpointParameters(directory, float32), float32, copies: true);
    }

    private static LoraAdapter LoadAdapter(TrainingJob job, LoraSettings settings, CausalLM model, string? checkpoint)
    {
        if ((checkpoint ?? job.StartFrom) is { } directory)
        {
            return LoraAdapter.Load(directory, model);
        }

        return LoraAdapter.Create(model, ConfigOf(settings, model), job.Recipe.Seed);
    }

    private static LoraConfig ConfigOf(LoraSettings settings, CausalLM model)
    {
        string head = Last(model.HeadProjection.Name);
        IEnumerable<string> blocks = model.Projections.Where(layer => layer != model.HeadProjection).Select(layer => Last(layer.Name));
        string[] names =
        [
            .. settings.Targets.SelectMany(target => target switch
            {
                LoraSettings.Blocks => blocks,
                LoraSettings.Head => [head],
                _ => [target],
            }),
        ];
        return new LoraConfig
        {
            Rank = settings.Rank,
            Alpha = settings.Alpha,
            Dropout = settings.Dropout,
            Targets = names.Length == 0 ? LoraTargets.AllLinear : LoraTargets.Named(names),
        };

        static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
    }
}
