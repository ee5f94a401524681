using System.Text;
using System.Text.Json.Nodes;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>A folder with a small random model that has the embedded one's tokenizer, and room for data, checkpoints and results.</summary>
internal sealed class TrainingFolder : IDisposable
{
    public TrainingFolder()
    {
        Directory.CreateDirectory(Model);
        JsonObject config = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(LanguageModels.Embedded, "config.json")))!.AsObject(); // ours, so valid
        (config["hidden_size"], config["intermediate_size"], config["num_hidden_layers"], config["num_attention_heads"], config["num_key_value_heads"]) = (32, 48, 2, 2, 1);
        (config["head_dim"], config["max_position_embeddings"], config["torch_dtype"]) = (16, 128, "float32");
        File.WriteAllText(System.IO.Path.Combine(Model, "config.json"), config.ToJsonString());
        File.Copy(System.IO.Path.Combine(LanguageModels.Embedded, "tokenizer.json"), System.IO.Path.Combine(Model, "tokenizer.json"));
        using CausalLM model = CausalLM.CreateRandom(ModelConfigReader.Read(System.IO.Path.Combine(Model, "config.json")) with { InitializerRange = 0.1 }, 5);
        SafeTensorsFile.Write(System.IO.Path.Combine(Model, "model.safetensors"), model.Parameters.ToArray());
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("minihf-training-").FullName;

    public string Model => System.IO.Path.Combine(Path, "model");

    public string Output => System.IO.Path.Combine(Path, "out");

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file of the folder.</summary>
    public string Write(string name, string text)
    {
        string file = System.IO.Path.Combine(Path, name);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return file;
    }

    /// <summary>Short texts, every one different.</summary>
    public string WriteTexts(int count = 40) => Write(
        "texts.txt", string.Join("<|endoftext|>", Enumerable.Range(0, count).Select(i => $"The {i}th fox ran over the hill, and the dog slept by gate {i * 7 % 13} until the moon rose.")));

    /// <summary>Makes every number of the model's final norm no number.</summary>
    public void BreakModel()
    {
        string file = System.IO.Path.Combine(Model, "model.safetensors");
        using DisposeScope scope = torch.NewDisposeScope();
        Dictionary<string, torch.Tensor> weights = [];
        using (SafeTensorsFile stored = SafeTensorsFile.Open(file))
        {
            foreach (SafeTensorsEntry entry in stored.Entries)
            {
                weights.Add(entry.Name, entry.Name == "model.norm.weight" ? stored.Tensor(entry.Name) * float.NaN : stored.Tensor(entry.Name).clone());
            }
        }

        SafeTensorsFile.Write(file, weights);
    }

    public TrainingJob Job(TrainingRecipe recipe, string data, string working = "work") => new()
    {
        ModelDirectory = Model,
        Recipe = recipe,
        Data = [new DataSource(data)],
        WorkingFolder = System.IO.Path.Combine(Path, working),
        OutputFolder = Output,
        Engine = new EngineOptions { Threads = 1 },
    };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
