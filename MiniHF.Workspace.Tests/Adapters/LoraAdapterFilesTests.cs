using System.Text.Json;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>What is written, name by name and shape by shape, and that it is read again as it was.</summary>
public sealed class LoraAdapterFilesTests : IDisposable
{
    private const int Rank = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;

    /// <summary>Of the first block and the head, as PEFT names them: layer, what goes in, what comes out.</summary>
    public static TheoryData<string, string, string> Expected => new()
    {
        {
            "tiny-llama", "",
            "model.layers.0.self_attn.q_proj 48 48; model.layers.0.self_attn.k_proj 48 16; model.layers.0.self_attn.v_proj 48 16; model.layers.0.self_attn.o_proj 48 48; "
            + "model.layers.0.mlp.gate_proj 48 112; model.layers.0.mlp.up_proj 48 112; model.layers.0.mlp.down_proj 112 48"
        },
        { "tiny-llama", "q_proj,v_proj,lm_head", "model.layers.0.self_attn.q_proj 48 48; model.layers.0.self_attn.v_proj 48 16; lm_head 48 320" },
        {
            "tiny-gpt-neox", "",
            "gpt_neox.layers.0.attention.query_key_value 64 192; gpt_neox.layers.0.attention.dense 64 64; gpt_neox.layers.0.mlp.dense_h_to_4h 64 192; "
            + "gpt_neox.layers.0.mlp.dense_4h_to_h 192 64"
        },
        { "tiny-gpt-neox", "attention.dense,embed_out", "gpt_neox.layers.0.attention.dense 64 64; embed_out 64 256" },
        {
            "tiny-gptj", "",
            "transformer.h.0.attn.q_proj 48 48; transformer.h.0.attn.k_proj 48 48; transformer.h.0.attn.v_proj 48 48; transformer.h.0.attn.out_proj 48 48; "
            + "transformer.h.0.mlp.fc_in 48 192; transformer.h.0.mlp.fc_out 192 48"
        },
        {
            "tiny-gpt2", "",
            "transformer.h.0.attn.c_attn 48 144; transformer.h.0.attn.c_proj 48 48; transformer.h.0.mlp.c_fc 48 192; transformer.h.0.mlp.c_proj 192 48"
        },
        { "tiny-gpt2", "c_attn,lm_head", "transformer.h.0.attn.c_attn 48 144; lm_head 48 256" },
        {
            "tiny-falcon-7b", "",
            "transformer.h.0.self_attention.query_key_value 64 96; transformer.h.0.self_attention.dense 64 64; transformer.h.0.mlp.dense_h_to_4h 64 256; "
            + "transformer.h.0.mlp.dense_4h_to_h 256 64"
        },
    };

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Expected))]
    public void Save_EveryFamily_WritesTheNamesAndShapesPeftExpects(string name, string targets, string expected)
    {
        using CausalLM model = AdapterFixture.Load(name);
        using LoraAdapter adapter = LoraAdapter.Create(
            model, new LoraConfig { Rank = Rank, Targets = targets.Length == 0 ? LoraTargets.AllLinear : LoraTargets.Named(targets.Split(',')) }, seed: 1);

        adapter.Save(_folder, name);

        string[] tensors = [.. expected.Split("; ").Select(layer => layer.Split(' ')).SelectMany(layer => (string[])[
            $"base_model.model.{layer[0]}.lora_A.weight [{Rank}, {layer[1]}] Float32",
            $"base_model.model.{layer[0]}.lora_B.weight [{layer[2]}, {Rank}] Float32"]).Order(StringComparer.Ordinal)];
        using SafeTensorsFile file = SafeTensorsFile.Open(Path.Combine(_folder, "adapter_model.safetensors"));
        string later = $".{1}.";
        Assert.Equal(tensors, file.Entries
            .Where(entry => entry.Name.Contains(".0.", StringComparison.Ordinal) || !entry.Name.Any(char.IsAsciiDigit))
            .Select(entry => $"{entry.Name} [{string.Join(", ", entry.Shape)}] {entry.Type}").Order(StringComparer.Ordinal));
        Assert.Contains(file.Entries, entry => entry.Name.Contains(later, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Load_WhatWasSaved_IsTheSameAdapter(string name)
    {
        using CausalLM model = AdapterFixture.Load(name);
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig { Rank = 3, Alpha = 12, Dropout = 0.1, UseRslora = true }, seed: 5);

        adapter.Save(_folder, "a/base");
        using LoraAdapter loaded = LoraAdapter.Load(_folder, model);

        Assert.Equal(adapter.Id, loaded.Id);
        Assert.Equal(
            (3, 12.0, 0.1, true, "a/base", adapter.Config.Targets.ToString()),
            (loaded.Config.Rank, loaded.Config.Alpha, loaded.Config.Dropout, loaded.Config.UseRslora, loaded.Config.BaseModel, loaded.Config.Targets.ToString()));
        Assert.Equal(adapter.Parameters.Keys, loaded.Parameters.Keys.OrderBy(key => adapter.Parameters.Keys.ToList().IndexOf(key)));
        Assert.All(adapter.Parameters, parameter => Assert.True(parameter.Value.equal(loaded.Parameters[parameter.Key])));
    }

    [Fact]
    public void Save_Configuration_IsPefts()
    {
        using CausalLM model = AdapterFixture.Load("tiny-gpt2");
        using LoraAdapter adapter = LoraAdapter.Create(
            model, new LoraConfig { Rank = 4, Alpha = 16, Dropout = 0.05, RankPattern = new Dictionary<string, int> { ["mlp.c_fc"] = 2 } }, seed: 1);

        adapter.Save(_folder, "gpt2");

        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "adapter_config.json")));
        Assert.Equal(
            """
            {"peft_type":"LORA","task_type":"CAUSAL_LM","base_model_name_or_path":"gpt2","inference_mode":true,"r":4,"lora_alpha":16,"lora_dropout":0.05,"target_modules":["c_attn","c_proj","c_fc"],"rank_pattern":{"mlp.c_fc":2},"alpha_pattern":{},"bias":"none","fan_in_fan_out":true,"use_rslora":false,"use_dora":false,"init_lora_weights":true,"modules_to_save":null,"layers_to_transform":null,"layers_pattern":null}
            """.Trim(),
            JsonSerializer.Serialize(config.RootElement));
        Assert.Equal([2, 48], adapter.Pairs["transformer.h.0.mlp.c_fc"].A.shape);
        Assert.Equal((4.0, 8.0), (adapter.Pairs["transformer.h.1.mlp.c_proj"].Scaling, adapter.Pairs["transformer.h.1.mlp.c_fc"].Scaling));
    }

    [Fact]
    public void Save_OverAnOlderOne_ReplacesItAndLeavesNothingElse()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter first = AdapterFixture.Trained(model, new LoraConfig(), seed: 1);
        using LoraAdapter second = AdapterFixture.Trained(model, new LoraConfig(), seed: 2);
        string directory = Path.Combine(_folder, "made", "when missing");
        first.Save(directory, "base");
        File.WriteAllText(Path.Combine(directory, "README.md"), "mine");

        second.Save(directory, "base");

        using LoraAdapter loaded = LoraAdapter.Load(directory, model);
        Assert.Equal(second.Id, loaded.Id);
        Assert.Equal(
            ["README.md", "adapter_config.json", "adapter_model.safetensors"],
            Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(directory)!));
    }

    [Fact]
    public void Save_AsBFloat16_KeepsWhatItsDigitsCanHold()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig(), seed: 1);

        adapter.Save(_folder, "base", bfloat16);

        using LoraAdapter loaded = LoraAdapter.Load(_folder, model);
        Assert.All(adapter.Parameters, parameter => Assert.True(parameter.Value.allclose(loaded.Parameters[parameter.Key], rtol: 1.0 / 128, atol: 0)));
        Assert.NotEqual(adapter.Id, loaded.Id);
    }

    [Fact]
    public void Create_FromOneSeed_ChangesNothingYetAndIsTheSameAgain()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter one = LoraAdapter.Create(model, new LoraConfig(), seed: 9);
        using LoraAdapter same = LoraAdapter.Create(model, new LoraConfig(), seed: 9);
        using LoraAdapter other = LoraAdapter.Create(model, new LoraConfig(), seed: 10);

        Assert.Equal((one.Id, false), (same.Id, one.Id == other.Id));
        Assert.All(one.Pairs.Values, pair =>
        {
            double bound = 1 / Math.Sqrt(pair.A.size(1));
            Assert.Equal((0.0, true), (pair.B.abs().max().ToDouble(), pair.A.abs().max().ToDouble() is var largest && largest <= bound && largest > 0.9 * bound));
        });
    }

    [Fact]
    public void Id_FactorsChangedInPlace_IsNewOnceRefreshed()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter adapter = LoraAdapter.Create(model, new LoraConfig(), seed: 9);
        using LoraAdapter copy = adapter.Copy();
        string before = adapter.Id;

        adapter.Parameters.Values.Last().add_(1);
        adapter.RefreshId();

        Assert.Equal((before, false), (copy.Id, adapter.Id == before));
    }
}
