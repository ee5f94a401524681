using System.Text.Json.Nodes;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Adapters;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>Models and adapters with something wrong, made of the one that ships, in a folder of their own.</summary>
internal sealed class BrokenModels : IDisposable
{
    private const string Weights = "model.safetensors";

    /// <summary>A score that leaves nothing to any other token.</summary>
    private const float Certain = 1e4f;

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-broken-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two shards, the second one cut short.</summary>
    public string WithAShardCutShort()
    {
        string directory = Copy("cut-short");
        string[] shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
        JsonObject places = [];
        using (DisposeScope scope = NewDisposeScope())
        using (SafeTensorsFile whole = SafeTensorsFile.Open(Path.Combine(directory, Weights)))
        {
            foreach ((string[] names, string shard) in whole.Entries.Select(entry => entry.Name).Chunk((whole.Entries.Count + 1) / 2).Zip(shards))
            {
                SafeTensorsFile.Write(Path.Combine(directory, shard), [.. names.Select(name => KeyValuePair.Create(name, whole.Tensor(name)))]);
                foreach (string name in names)
                {
                    places[name] = shard;
                }
            }
        }

        File.WriteAllText(Path.Combine(directory, "model.safetensors.index.json"), new JsonObject { ["weight_map"] = places }.ToJsonString());
        File.Delete(Path.Combine(directory, Weights));
        using FileStream cut = File.OpenWrite(Path.Combine(directory, shards[1]));
        cut.SetLength(cut.Length / 2);
        return directory;
    }

    /// <summary>One whose scores are not numbers.</summary>
    public string WithoutNumbers() => Changed("no-numbers", weights => weights["model.norm.weight"] = full([weights["model.norm.weight"].size(0)], double.NaN));

    /// <summary>One that is always certain of one of two tokens, and neither is yes or no.</summary>
    public string WithoutAnswers()
    {
        string directory = Changed("no-answers", weights =>
        {
            Tensor head = zeros_like(weights["model.embed_tokens.weight"]).to(float32);
            head[1].narrow(0, 0, 1).fill_(Certain);
            head[2].narrow(0, 0, 1).fill_(-Certain);
            weights["lm_head.weight"] = head;
        });
        string file = Path.Combine(directory, "config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(file))!; // it ships
        config["tie_word_embeddings"] = false;
        File.WriteAllText(file, config.ToJsonString());
        return directory;
    }

    /// <summary>An adapter that was made for a model of another family.</summary>
    public string AdapterForAnotherBase()
    {
        string directory = Path.Combine(_folder, "stranger");
        AdapterFixture.Write(directory, "tiny-gptj", new LoraConfig(), seed: 1);
        return directory;
    }

    /// <summary>A constitution whose third line is no whole header.</summary>
    public string ConstitutionWithABadHeader()
    {
        string file = Path.Combine(_folder, "constitution.txt");
        File.WriteAllText(file, BadConstitution);
        return file;
    }

    public const string BadConstitution = "==[PREAMBLE]==\nx\n==[Principle: A]\ny";

    private string Changed(string name, Action<Dictionary<string, Tensor>> change)
    {
        string directory = Copy(name);
        string file = Path.Combine(directory, Weights);
        using DisposeScope scope = NewDisposeScope();
        using SafeTensorsFile stored = SafeTensorsFile.Open(file);
        Dictionary<string, Tensor> weights = stored.Entries.ToDictionary(entry => entry.Name, entry => stored.Tensor(entry.Name), StringComparer.Ordinal);
        change(weights);
        SafeTensorsFile.Write(file, weights);
        return directory;
    }

    private string Copy(string name)
    {
        string directory = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (string file in Directory.EnumerateFiles(LanguageModels.Embedded))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        return directory;
    }
}
