using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MiniHF.Engine.Models;

namespace MiniHF.Engine.Adapters;

/// <content>PEFT's directories: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</content>
public sealed partial class LoraAdapter
{
    internal const string WeightsFile = "adapter_model.safetensors";

    /// <summary>What PEFT wraps a model in.</summary>
    internal const string Prefix = "base_model.model.";

    /// <summary>Reads an adapter whole: its directory may change or go afterwards.</summary>
    /// <param name="model">The base it is for.</param>
    /// <exception cref="UserFacingException">It is no LoRA, is broken, or is for another base; names the file and the reason.</exception>
    public static LoraAdapter Load(string directory, CausalLM model)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(model);
        return LoraReader.Read(directory, model, (config, pairs, isTransposed) => new LoraAdapter(config, pairs, isTransposed));
    }

    /// <summary>Writes the adapter as PEFT does. Readers see the files that were there before or the new ones, whole.</summary>
    /// <param name="directory">Made if missing; other files in it stay.</param>
    /// <param name="baseModelName">What the base is called: a name on a hub or a directory.</param>
    /// <param name="type">Float32, or BFloat16 for half the size and three significant digits.</param>
    /// <exception cref="UserFacingException">It cannot be written; names the file and the reason.</exception>
    public void Save(string directory, string baseModelName, ScalarType type = float32)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(baseModelName);
        if (type is not (float32 or bfloat16))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "Adapters are written as Float32 or BFloat16.");
        }

        string aside = $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(aside);
            using (DisposeScope scope = NewDisposeScope())
            {
                SafeTensorsFile.Write(
                    Path.Combine(aside, WeightsFile),
                    [.. Parameters.Select(parameter => KeyValuePair.Create($"{Prefix}{parameter.Key}", parameter.Value.detach().to(type)))],
                    new Dictionary<string, string> { ["format"] = "pt" });
            }

            LoraConfigFile.Write(Path.Combine(aside, LoraConfigFile.Name), Config with { BaseModel = baseModelName }, _isTransposed);
            Place(aside, directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"The adapter cannot be written to {directory}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static void Place(string aside, string directory)
    {
        if (!Directory.Exists(directory))
        {
            Directory.Move(aside, directory);
            return;
        }

        foreach (string file in (string[])[WeightsFile, LoraConfigFile.Name])
        {
            File.Move(Path.Combine(aside, file), Path.Combine(directory, file), overwrite: true);
        }
    }

    private string ComputeId()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using DisposeScope scope = NewDisposeScope();
        Span<byte> numbers = stackalloc byte[3 * sizeof(long)];
        foreach ((string module, LoraPair pair) in _pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(module));
            BinaryPrimitives.WriteInt64LittleEndian(numbers, -1); // ends the name
            BinaryPrimitives.WriteInt64LittleEndian(numbers[sizeof(long)..], pair.A.size(0));
            BinaryPrimitives.WriteDoubleLittleEndian(numbers[(2 * sizeof(long))..], pair.Scaling);
            hash.AppendData(numbers);
            hash.AppendData(pair.A.detach().cpu().bytes);
            hash.AppendData(pair.B.detach().cpu().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
