using System.Globalization;
using MiniHF.Engine.Models;

namespace MiniHF.Engine;

/// <summary>How models are loaded and run: the section <c>Engine</c> of the settings.</summary>
public sealed record EngineOptions
{
    public const string Section = "Engine";

    /// <summary>Directory of the default model; empty for the embedded one.</summary>
    public string Model { get; init; } = "";

    /// <summary>
    /// <c>auto</c>, <c>float32</c> or <c>bfloat16</c>: the type activations are computed in. Weights stay in the type they are stored in.
    /// <c>auto</c> takes float32, and bfloat16 for models of more than 1.5 billion weights. Off the CPU it takes bfloat16, and
    /// the weights are brought to the same type.
    /// </summary>
    public string Precision { get; init; } = "auto";

    /// <summary>
    /// <c>none</c>, <c>int8</c> or <c>nf4</c>: the matrices are kept in so many bits, made of the stored ones at load. Half and about a
    /// quarter of BFloat16's memory, and less to read for each token; activations stay as <see cref="Precision"/> says.
    /// </summary>
    public string Quantization { get; init; } = "none";

    /// <summary>
    /// A continuation is the same to the bit whatever runs beside it. Costs nothing measurable on the CPU, where it is how
    /// float32 is always computed; setting it refuses what cannot keep the promise.
    /// </summary>
    public bool Deterministic { get; init; }

    /// <summary>Threads a step may use; 0 to measure at load what pays.</summary>
    public int Threads { get; init; }

    /// <summary>Most continuations computed side by side; further ones wait.</summary>
    public int MaxLiveSequences { get; init; } = 64;

    /// <summary>
    /// Megabytes of keys and values kept of texts computed lately, for others that begin alike; 0 keeps none, −1 is a quarter of
    /// the weights' size, at least 128.
    /// </summary>
    public int PrefixMegabytes { get; init; } = -1;

    /// <summary><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>, or <c>auto</c> for the first CUDA device where there is one: where models are run.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The path that a model's device chooses, or another one where the device leaves a choice.</summary>
    internal ExecutionPath? Execution { get; init; }

    /// <summary>The directory of the default model.</summary>
    public string ModelPath => Model.Length == 0 ? LanguageModels.Embedded : Model;

    /// <summary>Everything wrong with these settings, one line each with the key, the value and what is allowed.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        List<string> faults = [];
        if (Precision is not ("auto" or "float32" or "bfloat16"))
        {
            faults.Add($"{Section}:Precision is \"{Precision}\"; it must be auto, float32 or bfloat16.");
        }

        if (Quantization is not ("none" or "int8" or "nf4"))
        {
            faults.Add($"{Section}:Quantization is \"{Quantization}\"; it must be none, int8 or nf4.");
        }

        if (Deterministic && Precision == "bfloat16")
        {
            faults.Add($"{Section}:Deterministic needs {Section}:Precision float32 or auto, not bfloat16.");
        }

        if (!ModelDevice.IsName(Device))
        {
            faults.Add($"{Section}:Device is \"{Device}\"; it must be cpu, cuda, cuda:N or auto.");
        }
        else if (Deterministic && Device != "cpu")
        {
            faults.Add($"{Section}:Deterministic needs {Section}:Device cpu, not {Device}.");
        }

        if (Threads < 0 || Threads > 1024)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Section}:Threads is {Threads}; it must be 0 (measure) to 1024."));
        }

        if (PrefixMegabytes < -1)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Section}:PrefixMegabytes is {PrefixMegabytes}; it must be -1 (by the model's size), 0 (keep none) or more."));
        }

        if (MaxLiveSequences is < 1 or > 4096)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Section}:MaxLiveSequences is {MaxLiveSequences}; it must be 1 to 4096."));
        }

        return faults;
    }

    /// <summary><see cref="Quantization"/>, once it is known to be valid.</summary>
    internal WeightQuantization WeightQuantization => Quantization switch
    {
        "int8" => WeightQuantization.Int8,
        "nf4" => WeightQuantization.NF4,
        _ => WeightQuantization.None,
    };

    /// <summary>Bytes of keys and values kept beside weights of this size.</summary>
    internal long PrefixBytes(long weightBytes) => PrefixMegabytes < 0 ? Math.Max(128L << 20, weightBytes / 4) : (long)PrefixMegabytes << 20;

    /// <exception cref="UserFacingException">Something is wrong; the message lists every fault.</exception>
    public void Validate()
    {
        IReadOnlyList<string> faults = FindFaults();
        if (faults.Count > 0)
        {
            throw new UserFacingException(string.Join(" ", faults));
        }
    }
}
