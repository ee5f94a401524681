using MiniHF.Engine.Models;

namespace MiniHF.Engine.Adapters;

/// <summary>
/// A LoRA: small changes to some layers of a base model, which stays as it is and may carry many of them at once. Its factors are
/// Float32 and its own; it frees them.
/// </summary>
public sealed partial class LoraAdapter : IDisposable
{
    private readonly Dictionary<string, LoraPair> _pairs;
    private readonly bool _isTransposed;

    private LoraAdapter(LoraConfig config, Dictionary<string, LoraPair> pairs, bool isTransposed)
    {
        Config = config;
        _pairs = pairs;
        _isTransposed = isTransposed;
        Parameters = pairs.SelectMany(pair => ((string, Tensor)[])[(NameOfA(pair.Key), pair.Value.A), (NameOfB(pair.Key), pair.Value.B)])
            .ToDictionary(StringComparer.Ordinal);
        Id = ComputeId();
    }

    /// <summary>
    /// Tells adapters apart by what they do: SHA-256 over the names of the layers they change, the factors and their scaling, as lower-case
    /// hexadecimal. The same wherever and under whatever name it is kept.
    /// </summary>
    public string Id { get; private set; }

    public LoraConfig Config { get; }

    /// <summary>What it adds, by the changed layers' names in the base's checkpoint.</summary>
    public IReadOnlyDictionary<string, LoraPair> Pairs => _pairs;

    /// <summary>The factors by name (<c>…q_proj.lora_A.weight</c>), for an optimizer.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>Number of weights.</summary>
    public long ParameterCount => Parameters.Values.Sum(parameter => parameter.numel());

    /// <summary>A fresh adapter that changes nothing yet, begun as PEFT does it: A uniform with a = √5 (He et al. 2015), B zero.</summary>
    /// <param name="model">The base.</param>
    /// <param name="seed">The same seed gives the same A.</param>
    /// <exception cref="UserFacingException">A number is out of range, or a target names no layer of the base.</exception>
    public static LoraAdapter Create(CausalLM model, LoraConfig config, long seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        LinearLayer[] layers = Targeted(model, config.Targets);
        foreach (string name in config.Targets.Names)
        {
            if (!layers.Any(layer => LoraTargets.Named(name).Include(layer.Name, isHead: false)))
            {
                throw new UserFacingException($"The base model has no layer {name} for an adapter to change; it has {string.Join(", ", ShortNames(model.Projections))}.");
            }
        }

        if (layers.Length == 0)
        {
            throw new UserFacingException($"No layer of the base model matches {config.Targets}; it has {string.Join(", ", ShortNames(model.Projections))}.");
        }

        using Generator generator = new(seed);
        Dictionary<string, LoraPair> pairs = new(StringComparer.Ordinal);
        foreach (LinearLayer layer in layers)
        {
            using DisposeScope scope = NewDisposeScope();
            int rank = config.RankOf(layer.Name);
            double bound = 1 / Math.Sqrt(layer.Inputs);
            Tensor a = empty([rank, layer.Inputs]).uniform_(-bound, bound, generator).to(model.Device).DetachFromDisposeScope();
            Tensor b = zeros([layer.Outputs, rank], device: model.Device).DetachFromDisposeScope();
            pairs.Add(layer.Name, new LoraPair(a, b, config.ScalingOf(layer.Name)));
        }

        // Readers of the file may not know what all layers of a family are.
        LoraConfig resolved = config.Targets.IsAllLinear ? config with { Targets = LoraTargets.Named(ShortNames(layers)) } : config;
        return new LoraAdapter(resolved, pairs, layers.Any(layer => layer.IsTransposed));
    }

    /// <summary>What it adds to a layer, or null.</summary>
    public LoraPair? Find(string module) => _pairs.GetValueOrDefault(module);

    /// <summary>Begins or ends the recording of gradients for its factors.</summary>
    public void SetRequiresGrad(bool requiresGrad)
    {
        foreach (Tensor parameter in Parameters.Values)
        {
            parameter.requires_grad_(requiresGrad);
        }
    }

    /// <summary>Gives it a new <see cref="Id"/> once its factors were changed in place, as a trainer does. What was computed under the old one is never taken for its own.</summary>
    public void RefreshId() => Id = ComputeId();

    /// <summary>A copy with factors of its own, which no trainer changes: for generating while this one learns.</summary>
    public LoraAdapter Copy()
    {
        using IDisposable noGrad = no_grad();
        return new LoraAdapter(
            Config,
            _pairs.ToDictionary(
                pair => pair.Key,
                pair => pair.Value with { A = pair.Value.A.clone().DetachFromDisposeScope(), B = pair.Value.B.clone().DetachFromDisposeScope() },
                StringComparer.Ordinal),
            _isTransposed);
    }

    public void Dispose()
    {
        foreach (Tensor parameter in Parameters.Values)
        {
            parameter.Dispose();
        }
    }

    private static string NameOfA(string module) => $"{module}.lora_A.weight";

    private static string NameOfB(string module) => $"{module}.lora_B.weight";

    private static LinearLayer[] Targeted(CausalLM model, LoraTargets targets) =>
        [.. model.Projections.Where(layer => targets.Include(layer.Name, layer == model.HeadProjection))];

    private static IEnumerable<string> ShortNames(IEnumerable<LinearLayer> layers) =>
        layers.Select(layer => layer.Name[(layer.Name.LastIndexOf('.') + 1)..]).Distinct(StringComparer.Ordinal);
}
