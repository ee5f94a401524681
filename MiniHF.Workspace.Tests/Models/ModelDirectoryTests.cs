using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Models;

public sealed class ModelDirectoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-model-").FullName;

    public ModelDirectoryTests()
    {
        foreach (string file in Directory.EnumerateFiles(TestModels.TinyLlama))
        {
            File.Copy(file, In(Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_ShardedModel_KnowsWhereEachWeightLies()
    {
        ModelDirectory directory = ModelDirectory.Open(_folder + Path.DirectorySeparatorChar);

        Assert.Equal([In("model-00001-of-00002.safetensors"), In("model-00002-of-00002.safetensors")], directory.WeightFiles);
        Assert.Equal(In("model-00002-of-00002.safetensors"), directory.Index?["lm_head.weight"]);
        Assert.Null(directory.TokenizerFile);
        Assert.Equal(Path.GetFileName(_folder), directory.Name);
    }

    [Fact]
    public void Open_NoSuchDirectory_SaysWhatIsExpected()
    {
        Assert.Equal(
            $"There is no model at {In("none")}: give a directory with config.json, tokenizer.json and model.safetensors.",
            Fault(() => ModelDirectory.Open(In("none"))));
    }

    [Fact]
    public void Open_NoConfig_SaysSo()
    {
        File.Delete(In("config.json"));

        Assert.Equal($"{_folder} has no config.json: it is not a model in Hugging Face's layout.", Fault(() => ModelDirectory.Open(_folder)));
    }

    [Fact]
    public void Open_MissingShard_NamesIndexAndShard()
    {
        File.Delete(In("model-00002-of-00002.safetensors"));

        Assert.Equal(
            $"{In("model.safetensors.index.json")} names model-00002-of-00002.safetensors, which is missing: fetch the model's files again.",
            Fault(() => ModelDirectory.Open(_folder)));
    }

    [Fact]
    public void Open_IndexThatLeadsOutOfTheDirectory_IsRefused()
    {
        File.WriteAllText(In("model.safetensors.index.json"), """{"weight_map": {"a": "../secret.safetensors"}}""");

        Assert.Equal(
            $"{In("model.safetensors.index.json")}: a lies in \"../secret.safetensors\", which is no plain file name.",
            Fault(() => ModelDirectory.Open(_folder)));
    }

    [Fact]
    public void Open_PickledWeightsOnly_SaysWhyNot()
    {
        File.Delete(In("model.safetensors.index.json"));
        File.WriteAllText(In("pytorch_model.bin"), "");

        Assert.Contains("convert them to safetensors", Fault(() => ModelDirectory.Open(_folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ShardCutShort_NamesTheFile()
    {
        using (FileStream shard = File.OpenWrite(In("model-00001-of-00002.safetensors")))
        {
            shard.SetLength(1000);
        }

        Assert.StartsWith(
            In("model-00001-of-00002.safetensors"),
            Fault(() => ModelLoader.Load(ModelDirectory.Open(_folder), new EngineOptions())), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_IndexThatLacksAWeight_NamesIt()
    {
        string index = File.ReadAllText(In("model.safetensors.index.json")).Replace("model.norm.weight", "model.other.weight", StringComparison.Ordinal);
        File.WriteAllText(In("model.safetensors.index.json"), index);

        Assert.Equal(
            $"{_folder}: the weight model.norm.weight is missing: the index or a shard is incomplete.",
            Fault(() => ModelLoader.Load(ModelDirectory.Open(_folder), new EngineOptions())));
    }

    [Fact]
    public void Open_GenerationConfig_AddsItsEndsOfText()
    {
        File.WriteAllText(In("generation_config.json"), """{"eos_token_id": [2, 7]}""");

        Assert.Equal([2, 7], ModelDirectory.Open(_folder).Config.EndOfText);
    }

    [Fact]
    public void Open_GenerationConfig_NamesTokensThatAreNotDrawn()
    {
        File.WriteAllText(In("generation_config.json"), """{"suppress_tokens": [5, 319]}""");

        Assert.Equal([5, 319], ModelDirectory.Open(_folder).Config.SuppressedTokens);
    }

    [Fact]
    public void Open_GenerationConfigThatSuppressesNoToken_IsRefused()
    {
        File.WriteAllText(In("generation_config.json"), """{"suppress_tokens": [5, 320]}""");

        Assert.Equal(
            $"{In("generation_config.json")}: suppress_tokens is [5, 320]; token ids run from 0 to 319.", Fault(() => ModelDirectory.Open(_folder)));
    }

    [Fact]
    public void ComputeHash_AnotherConfiguration_IsAnotherHash()
    {
        string before = ModelDirectory.Open(_folder).ComputeHash();
        File.AppendAllText(In("config.json"), "\n");

        Assert.Equal(64, before.Length);
        Assert.NotEqual(before, ModelDirectory.Open(_folder).ComputeHash());
        Assert.Equal(before, ModelDirectory.Open(TestModels.TinyLlama).ComputeHash());
    }

    private static string Fault(Action action) => Assert.ThrowsAny<UserFacingException>(action).Message;

    private string In(string file) => Path.Combine(_folder, file);
}
