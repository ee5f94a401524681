using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Models;

// N tokens of all sequences of a step, C channels, V vocabulary

/// <summary>
/// A decoder-only language model: embedding, blocks, final norm, head. Which layers those are is the configuration's choice;
/// there is one forward pass. Weights are shared by everything that runs the model; the model frees them.
/// </summary>
public sealed class CausalLM : IDisposable
{
    private readonly WeightMatrix _embedding;
    private readonly Tensor? _positions;
    private readonly RotaryEmbedding? _rotary;
    private readonly TransformerBlock[] _blocks;
    private readonly NormLayer _finalNorm;
    private readonly LinearLayer _head;

    /// <param name="computeType">The type of the activations: Float32 or BFloat16.</param>
    /// <param name="path">Which form of the layers' functions is taken; off the CPU there is but <see cref="ExecutionPath.TensorOperations"/>.</param>
    public CausalLM(ModelConfig config, ParameterSource source, ScalarType computeType = float32, ExecutionPath path = ExecutionPath.HostKernels)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(source);
        Config = config;
        ComputeType = computeType;
        Device = source.Device;
        Path = Device.type == DeviceType.CPU ? path : ExecutionPath.TensorOperations;
        WeightNames names = config.Names;
        _rotary = config.Rotary is null ? null : new RotaryEmbedding(config.Rotary, config.ContextLength, Device, Path);
        try
        {
            _embedding = source.GetMatrix($"{names.Embedding}.weight", MatrixRole.Vocabulary, config.VocabularySize, config.HiddenSize);
            _positions = config.Rotary is not null
                ? null
                : source.Get($"{names.Positions}.weight", ParameterInitialization.Normal, config.ContextLength, config.HiddenSize);
            _blocks = [.. Enumerable.Range(0, config.LayerCount).Select(layer => new TransformerBlock(source, config, _rotary, layer))];
            _finalNorm = new NormLayer(source, config, names.FinalNorm);
            _head = CreateHead(source, config, _embedding);
        }
        catch
        {
            _rotary?.Dispose();
            source.DisposeParameters();
            throw;
        }

        Parameters = source.Parameters;
        Quantized = source.Quantized;
        Projections = [.. _blocks.SelectMany(block => block.Projections), _head];
    }

    public ModelConfig Config { get; }

    public ScalarType ComputeType { get; }

    /// <summary>Where the weights are, and whatever goes through them.</summary>
    public Device Device { get; }

    /// <summary>Which form of the layers' functions is taken.</summary>
    public ExecutionPath Path { get; }

    /// <summary>The plain weights by their names in a checkpoint.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>The quantized matrices by their names in a checkpoint.</summary>
    public IReadOnlyDictionary<string, QuantizedMatrix> Quantized { get; }

    /// <summary>Every layer that an adapter can change, in the order of a forward pass, the head last.</summary>
    public IReadOnlyList<LinearLayer> Projections { get; }

    /// <summary>The layer that gives the logits, which may share its weight with the embedding.</summary>
    public LinearLayer HeadProjection => _head;

    /// <summary>Number of weights.</summary>
    public long ParameterCount => Parameters.Values.Sum(parameter => parameter.numel()) + Quantized.Values.Sum(matrix => matrix.Rows * matrix.Columns);

    /// <summary>Bytes the weights take.</summary>
    public long WeightBytes => Parameters.Values.Sum(parameter => parameter.numel() * parameter.ElementSize) + Quantized.Values.Sum(matrix => matrix.Bytes);

    /// <summary>A matrix by its name in a checkpoint, in whatever form it is kept; null where the model has none of that name.</summary>
    public WeightMatrix? Find(string name) =>
        Quantized.TryGetValue(name, out QuantizedMatrix? quantized) ? quantized
        : Parameters.TryGetValue(name, out Tensor? plain) && plain.ndim == 2 ? new PlainMatrix(plain)
        : null;

    /// <summary>A fresh model from a seed.</summary>
    public static CausalLM CreateRandom(ModelConfig config, long seed)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new CausalLM(config, new RandomParameters(seed, config.InitializerRange));
    }

    /// <summary>Runs the blocks and the final norm.</summary>
    /// <param name="ids">(N) Int64.</param>
    /// <param name="context">How the tokens see each other.</param>
    /// <returns>(N, C): what <see cref="Head"/> turns into logits.</returns>
    public Tensor Body(Tensor ids, AttentionContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        ArgumentNullException.ThrowIfNull(context);
        Tensor x = Embed(ids, context);
        for (int block = 0; block < BlockCount; block++)
        {
            x = Block(block, x, context);
        }

        return Norm(x).MoveToOuterDisposeScope();
    }

    /// <summary>The parts of <see cref="Body"/>, for a trainer that runs blocks again instead of keeping what they made: the first.</summary>
    internal Tensor Embed(Tensor ids, AttentionContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        using var path = nn.functional.follow(Path);
        Tensor x = _embedding.Look(ids).to(ComputeType);
        if (_positions is not null)
        {
            x = x + nn.functional.embedding(context.Positions, _positions).to(ComputeType);
        }

        return x.MoveToOuterDisposeScope();
    }

    /// <summary>Number of blocks.</summary>
    internal int BlockCount => _blocks.Length;

    /// <summary>One block, (N, C) to (N, C).</summary>
    internal Tensor Block(int block, Tensor x, AttentionContext context)
    {
        using var path = nn.functional.follow(Path);
        return _blocks[block].Forward(x, context);
    }

    /// <summary>The final norm, (N, C) to (N, C).</summary>
    internal Tensor Norm(Tensor x)
    {
        using var path = nn.functional.follow(Path);
        return _finalNorm.Forward(x);
    }

    /// <summary>(N, C) to logits (N, V), Float32.</summary>
    /// <param name="hidden">What <see cref="Body"/> gave, or some of its rows.</param>
    /// <param name="adapters">Which of these rows an adapter changes the head for; null for none.</param>
    public Tensor Head(Tensor hidden, AdapterRows? adapters = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using var path = nn.functional.follow(Path);
        return _head.Forward(hidden, adapters).to(float32).MoveToOuterDisposeScope();
    }

    /// <summary>Ids (N) to logits (N, V), Float32.</summary>
    public Tensor Forward(Tensor ids, AttentionContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        ArgumentNullException.ThrowIfNull(context);
        return Head(Body(ids, context), context.Adapters).MoveToOuterDisposeScope();
    }

    /// <summary>Runs one block over so many tokens and throws the result away: a short sample of what a step costs.</summary>
    internal void Probe(int rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Block(0, zeros([rows, Config.HiddenSize], ComputeType, Device), new DenseCausalAttention(1, rows, Device));
    }

    public void Dispose()
    {
        _rotary?.Dispose();
        foreach (Tensor parameter in Parameters.Values)
        {
            parameter.Dispose();
        }

        foreach (QuantizedMatrix matrix in Quantized.Values)
        {
            matrix.Dispose();
        }
    }

    private static LinearLayer CreateHead(ParameterSource source, ModelConfig config, WeightMatrix embedding)
    {
        string name = config.Names.Head;
        WeightMatrix weight = config.IsHeadTied
            ? embedding
            : source.GetMatrix($"{name}.weight", MatrixRole.Vocabulary, config.VocabularySize, config.HiddenSize);
        return new LinearLayer(name, weight, config.HasHeadBias ? source.Get($"{name}.bias", ParameterInitialization.Zeros, config.VocabularySize) : null);
    }
}
