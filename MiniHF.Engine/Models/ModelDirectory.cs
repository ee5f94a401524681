using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MiniHF.Engine.Models;

/// <summary>A model in Hugging Face's layout: <c>config.json</c>, weights in one <c>model.safetensors</c> or in shards with an index, and mostly a <c>tokenizer.json</c>.</summary>
public sealed class ModelDirectory
{
    private const int MostHeaderBytes = 100_000_000;

    private ModelDirectory(string path, ModelConfig config, IReadOnlyList<string> weightFiles, IReadOnlyDictionary<string, string>? index)
    {
        Path = path;
        Config = config;
        WeightFiles = weightFiles;
        Index = index;
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public ModelConfig Config { get; }

    /// <summary>Full paths of the files with the weights.</summary>
    public IReadOnlyList<string> WeightFiles { get; }

    /// <summary>Which weight lies in which of the <see cref="WeightFiles"/>; null where one file has them all.</summary>
    public IReadOnlyDictionary<string, string>? Index { get; }

    /// <summary>Full path of the tokenizer, or null where the directory has none: such a model takes and gives token ids only.</summary>
    public string? TokenizerFile => File.Exists(In("tokenizer.json")) ? In("tokenizer.json") : null;

    /// <summary>Looks at a directory without reading its weights.</summary>
    /// <exception cref="UserFacingException">It is no model that can be run; names the file and the reason.</exception>
    public static ModelDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(full))
        {
            throw new UserFacingException(File.Exists(full)
                ? $"{path} is a file: give the model's directory."
                : $"There is no model at {path}: give a directory with config.json, tokenizer.json and model.safetensors.");
        }

        string configFile = System.IO.Path.Combine(full, "config.json");
        if (!File.Exists(configFile))
        {
            throw new UserFacingException($"{path} has no config.json: it is not a model in Hugging Face's layout.");
        }

        ModelConfig config = ModelConfigReader.Read(configFile);
        string generationFile = System.IO.Path.Combine(full, "generation_config.json");
        if (File.Exists(generationFile))
        {
            config = WithGenerationConfig(config, JsonConfigFile.Read(generationFile));
        }

        return WithWeights(full, config);
    }

    /// <summary>SHA-256 over the configuration and the headers of the weights, as lower-case hexadecimal.</summary>
    public string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(In("config.json")));
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        foreach (string file in WeightFiles)
        {
            using FileStream stream = File.OpenRead(file);
            stream.ReadExactly(prefix);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            byte[] header = new byte[Math.Min(length, MostHeaderBytes)];
            stream.ReadExactly(header);
            hash.AppendData(prefix);
            hash.AppendData(header);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ModelConfig WithGenerationConfig(ModelConfig config, JsonConfigFile file) => config with
    {
        EndOfText = [.. config.EndOfText.Union(file.TokenIds("eos_token_id", config.VocabularySize))],
        SuppressedTokens = file.TokenIds("suppress_tokens", config.VocabularySize),
    };

    private static ModelDirectory WithWeights(string path, ModelConfig config)
    {
        string single = System.IO.Path.Combine(path, "model.safetensors");
        if (File.Exists(single))
        {
            return new ModelDirectory(path, config, [single], null);
        }

        string indexFile = System.IO.Path.Combine(path, "model.safetensors.index.json");
        if (!File.Exists(indexFile))
        {
            bool hasPickle = Directory.EnumerateFiles(path, "*.bin").Any();
            throw new UserFacingException(hasPickle
                ? $"{path} has its weights in PyTorch's .bin files, which can run code when opened: convert them to safetensors."
                : $"{path} has no weights: model.safetensors or model.safetensors.index.json is missing.");
        }

        JsonConfigFile index = JsonConfigFile.Read(indexFile);
        IReadOnlyDictionary<string, string> names = index.Section("weight_map")?.Texts() ?? throw index.Fault("weight_map", "is missing");
        Dictionary<string, string> files = [];
        foreach ((string weight, string file) in names)
        {
            string shard = System.IO.Path.Combine(path, file);
            if (System.IO.Path.GetFileName(file) != file)
            {
                throw index.Fault(weight, $"lies in \"{file}\", which is no plain file name");
            }

            files[weight] = File.Exists(shard)
                ? shard
                : throw new UserFacingException($"{indexFile} names {file}, which is missing: fetch the model's files again.");
        }

        return new ModelDirectory(path, config, [.. files.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], files);
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
