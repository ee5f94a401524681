using MiniHF.Engine.Models;

namespace MiniHF.Engine.Adapters;

/// <summary>Reads a PEFT directory's weights and holds them against the base they are meant for.</summary>
internal sealed class LoraReader
{
    private static readonly (string Ending, bool IsA)[] s_endings =
    [
        (".lora_A.weight", true), (".lora_B.weight", false), (".lora_A.default.weight", true), (".lora_B.default.weight", false),
    ];

    private readonly SafeTensorsFile _file;
    private readonly CausalLM _model;
    private readonly LoraConfig _config;
    private readonly Dictionary<string, LinearLayer> _layers;

    private LoraReader(SafeTensorsFile file, CausalLM model, LoraConfig config)
    {
        _file = file;
        _model = model;
        _config = config;
        _layers = model.Projections.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
    }

    /// <exception cref="UserFacingException">It is no LoRA, is broken, or is for another base; names the file and the reason.</exception>
    public static LoraAdapter Read(
        string directory, CausalLM model, Func<LoraConfig, Dictionary<string, LoraPair>, bool, LoraAdapter> create)
    {
        using DisposeScope scope = NewDisposeScope();
        string configFile = Path.Combine(directory, LoraConfigFile.Name);
        if (!File.Exists(configFile))
        {
            throw new UserFacingException($"There is no adapter at {directory}: give a directory with {LoraConfigFile.Name} and {LoraAdapter.WeightsFile}.");
        }

        (LoraConfig config, bool isPartial) = LoraConfigFile.Read(configFile);
        string weights = Path.Combine(directory, LoraAdapter.WeightsFile);
        if (!File.Exists(weights) && File.Exists(Path.Combine(directory, "adapter_model.bin")))
        {
            throw new UserFacingException($"{directory} has its weights in PyTorch's .bin file, which can run code when opened: convert it to safetensors.");
        }

        using SafeTensorsFile file = SafeTensorsFile.Open(weights);
        LoraReader reader = new(file, model, config);
        Dictionary<string, LoraPair> pairs = reader.Pairs(isPartial);
        foreach (LoraPair pair in pairs.Values)
        {
            pair.A.DetachFromDisposeScope();
            pair.B.DetachFromDisposeScope();
        }

        return create(config, pairs, pairs.Keys.Any(module => reader._layers[module].IsTransposed));
    }

    private Dictionary<string, LoraPair> Pairs(bool isPartial)
    {
        Dictionary<string, string> a = new(StringComparer.Ordinal);
        Dictionary<string, string> b = new(StringComparer.Ordinal);
        foreach (string key in _file.Entries.Select(entry => entry.Name))
        {
            string name = key.StartsWith(LoraAdapter.Prefix, StringComparison.Ordinal) ? key[LoraAdapter.Prefix.Length..] : key;
            (string ending, bool isA) = s_endings.FirstOrDefault(ending => name.EndsWith(ending.Ending, StringComparison.Ordinal));
            if (ending is not null)
            {
                if (!(isA ? a : b).TryAdd(name[..^ending.Length], key))
                {
                    throw Fault(key, "is there twice");
                }
            }
            else if (!IsCopyOfTheBase(key, name))
            {
                throw Fault(key, "is no part of a LoRA that leaves the rest of the base as it is");
            }
        }

        string[] modules = [.. a.Keys.Union(b.Keys, StringComparer.Ordinal)];
        RequireLayers(modules);
        foreach (string module in modules)
        {
            if (!a.ContainsKey(module) || !b.ContainsKey(module))
            {
                throw Fault(module, $"has no {(a.ContainsKey(module) ? "lora_B" : "lora_A")}: the file is incomplete");
            }
        }

        if (!isPartial)
        {
            RequireAll(modules);
        }

        return modules.ToDictionary(module => module, module => Pair(module, a[module], b[module]), StringComparer.Ordinal);
    }

    private LoraPair Pair(string module, string a, string b)
    {
        LinearLayer layer = _layers[module];
        int rank = _config.RankOf(module);
        return new LoraPair(Factor(a, rank, layer.Inputs), Factor(b, layer.Outputs, rank), _config.ScalingOf(module));
    }

    private Tensor Factor(string key, long rows, long columns)
    {
        Tensor stored = _file.Tensor(key);
        if (!stored.shape.AsSpan().SequenceEqual([rows, columns]))
        {
            throw Fault(key, $"is of shape [{string.Join(", ", stored.shape)}], where this base and the adapter's rank need [{rows}, {columns}]{MadeFor}");
        }

        if (stored.dtype is not (float32 or bfloat16 or float16))
        {
            throw Fault(key, $"is of type {stored.dtype}; adapters must be F32, F16 or BF16");
        }

        Tensor factor = stored.to(float32, copy: true).to(_model.Device);
        return factor.isfinite().all().ToBoolean() ? factor : throw Fault(key, "holds numbers that are not finite: its training went wrong, or the file is damaged");
    }

    private void RequireLayers(string[] modules)
    {
        string[] strange = [.. modules.Where(module => !_layers.ContainsKey(module)).Order(StringComparer.Ordinal)];
        if (strange.Length > 0)
        {
            string others = strange.Length == 1 ? "" : $" and {strange.Length - 1} more layers";
            throw new UserFacingException(
                $"{_file.Path} is for another base: it changes {strange[0]}{others}, which a {_model.Config.ModelType} of {_model.Config.LayerCount} layers does not have{MadeFor}.");
        }
    }

    private void RequireAll(string[] modules)
    {
        HashSet<string> present = [.. modules];
        string? missing = _layers.Values.FirstOrDefault(layer =>
            _config.Targets.Include(layer.Name, layer == _model.HeadProjection) && !present.Contains(layer.Name))?.Name;
        if (missing is not null || present.Count == 0)
        {
            throw new UserFacingException(
                $"{_file.Path} has nothing for {missing ?? "any layer"}, which its configuration names: it is incomplete, or for another base{MadeFor}.");
        }
    }

    /// <summary>PEFT saves the embedding and the head along where an adapter changes them or their vocabulary grew: the same numbers do no harm.</summary>
    private bool IsCopyOfTheBase(string key, string name)
    {
        string plain = name.Replace(".base_layer.", ".", StringComparison.Ordinal);
        WeightMatrix? known = plain == $"{_model.HeadProjection.Name}.weight" ? _model.HeadProjection.Weight : _model.Find(plain);
        if (known is null)
        {
            return false;
        }

        return known.IsMadeOf(_file.Tensor(key))
            ? true
            : throw Fault(key, $"differs from the base's: adapters that bring a vocabulary or a head of their own cannot be run{MadeFor}");
    }

    private string MadeFor => _config.BaseModel.Length == 0 ? "" : $"; it was made for {_config.BaseModel}";

    private UserFacingException Fault(string key, string fault) => new($"{_file.Path}: {key} {fault}.");
}
