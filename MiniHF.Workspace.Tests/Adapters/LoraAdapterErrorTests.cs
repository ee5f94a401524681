using System.Text.Json.Nodes;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>What cannot be used is refused, by name.</summary>
public sealed class LoraAdapterErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;
    private readonly CausalLM _model = AdapterFixture.Load("tiny-llama");

    public static TheoryData<string, string, string> Refused => new()
    {
        { "peft_type", "\"IA3\"", "peft_type is \"IA3\"" },
        { "bias", "\"all\"", "bias is \"all\"" },
        { "use_dora", "true", "use_dora is set" },
        { "lora_bias", "true", "lora_bias is set" },
        { "modules_to_save", "[\"lm_head\"]", "modules_to_save is set" },
        { "trainable_token_indices", "[1, 2]", "trainable_token_indices is set" },
        { "init_lora_weights", "\"pissa\"", "init_lora_weights is \"pissa\"" },
        { "target_modules", "\"(q_proj\"", "is no regular expression" },
        { "target_modules", "7", "target_modules is 7" },
        { "target_modules", "null", "target_modules is missing" },
        { "r", "0", "r is 0" },
        { "lora_dropout", "1", "lora_dropout is 1" },
        { "rank_pattern", "{\"q_proj\": \"8\"}", "rank_pattern.q_proj is \"8\"" },
        { "rank_pattern", "{\"q_proj\": 2}", "this base and the adapter's rank need [2, 48]" },
    };

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Load_WhatCannotBeHonoured_IsNamed(string key, string value, string message)
    {
        Save(new LoraConfig());
        string path = Path.Combine(_folder, "adapter_config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config[key] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());

        Assert.Contains(message, Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"all-linear\"")]
    [InlineData("\".*\\\\.(q|k|v|o|gate|up|down)_proj\"")]
    [InlineData("[\"self_attn.q_proj\", \"self_attn.k_proj\", \"v_proj\", \"o_proj\", \"mlp.gate_proj\", \"up_proj\", \"down_proj\"]")]
    public void Load_TargetsSaidAnotherWay_AreTheSameLayers(string targets)
    {
        string id = Save(new LoraConfig());
        string path = Path.Combine(_folder, "adapter_config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config["target_modules"] = JsonNode.Parse(targets);
        File.WriteAllText(path, config.ToJsonString());

        using LoraAdapter loaded = LoraAdapter.Load(_folder, _model);

        Assert.Equal(id, loaded.Id);
    }

    [Fact]
    public void Load_NothingThere_SaysWhatADirectoryNeeds() =>
        Assert.Contains("give a directory with adapter_config.json and adapter_model.safetensors", Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Load_PickledWeights_AreNotOpened()
    {
        Save(new LoraConfig());
        File.Move(Path.Combine(_folder, "adapter_model.safetensors"), Path.Combine(_folder, "adapter_model.bin"));

        Assert.Contains("convert it to safetensors", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ForABaseOfOtherLayers_NamesOneAndTheBaseItWasMadeFor()
    {
        AdapterFixture.Write(_folder, "tiny-gptj", new LoraConfig(), seed: 1);

        Assert.EndsWith(
            "is for another base: it changes transformer.h.0.attn.k_proj and 11 more layers, which a llama of 3 layers does not have; it was made for tiny-gptj.",
            Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ForADeeperBase_IsIncomplete()
    {
        AdapterFixture.Write(_folder, "tiny-mistral", new LoraConfig { Targets = LoraTargets.Named("q_proj") }, seed: 1);

        Assert.EndsWith(
            "has nothing for model.layers.2.self_attn.q_proj, which its configuration names: it is incomplete, or for another base; it was made for tiny-mistral.",
            Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ForANarrowerBase_NamesTheShapes()
    {
        AdapterFixture.Write(_folder, "tiny-mistral", new LoraConfig { Targets = LoraTargets.Matching(@"model\.layers\.[01]\.mlp\.up_proj") }, seed: 1);

        Assert.EndsWith(
            "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight is of shape [96, 8], where this base and the adapter's rank need [112, 8]; it was made for tiny-mistral.",
            Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NumbersThatAreNone_AreNamed()
    {
        using (LoraAdapter adapter = LoraAdapter.Create(_model, new LoraConfig(), seed: 1))
        {
            adapter.Pairs["model.layers.1.mlp.up_proj"].B.fill_(double.NaN);
            adapter.Save(_folder, "base");
        }

        Assert.Contains("base_model.model.model.layers.1.mlp.up_proj.lora_B.weight holds numbers that are not finite", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileCutShort_SaysSo()
    {
        Save(new LoraConfig());
        string path = Path.Combine(_folder, "adapter_model.safetensors");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^100]);

        Assert.Contains($"{path}: tensor '", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("base_model.model.model.layers.0.self_attn.q_proj.lora_magnitude_vector", "is no part of a LoRA")]
    [InlineData("base_model.model.model.embed_tokens.weight", "differs from the base's")]
    [InlineData("base_model.model.model.layers.0.self_attn.o_proj.lora_A.default.weight", "is there twice")]
    public void Load_MoreThanALora_IsNamed(string key, string message)
    {
        using DisposeScope scope = NewDisposeScope();
        Save(new LoraConfig());
        Rewrite(key, zeros(48));

        Assert.Contains(message, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CopyOfTheBasesHead_IsPassedOver()
    {
        using DisposeScope scope = NewDisposeScope();
        string id = Save(new LoraConfig { Targets = LoraTargets.Named("q_proj", "lm_head") });
        Rewrite("base_model.model.lm_head.base_layer.weight", ((PlainMatrix)_model.HeadProjection.Weight).Weight);

        using LoraAdapter loaded = LoraAdapter.Load(_folder, _model);

        Assert.Equal(id, loaded.Id);
    }

    [Fact]
    public void Create_TargetThatIsNoLayer_NamesWhatThereIs()
    {
        UserFacingException error = Assert.Throws<UserFacingException>(
            () => LoraAdapter.Create(_model, new LoraConfig { Targets = LoraTargets.Named("q_proj", "c_attn") }, seed: 1));

        Assert.Equal(
            "The base model has no layer c_attn for an adapter to change; it has q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, lm_head.",
            error.Message);
    }

    private string Refusal() => Assert.ThrowsAny<UserFacingException>(() => LoraAdapter.Load(_folder, _model)).Message;

    private string Save(LoraConfig config)
    {
        using LoraAdapter adapter = AdapterFixture.Trained(_model, config, seed: 1);
        adapter.Save(_folder, "base");
        return adapter.Id;
    }

    private void Rewrite(string key, Tensor value)
    {
        string path = Path.Combine(_folder, "adapter_model.safetensors");
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Dictionary<string, Tensor> tensors = file.Entries.ToDictionary(entry => entry.Name, entry => file.Tensor(entry.Name));
        tensors[key] = value;
        SafeTensorsFile.Write(path, tensors);
    }
}
