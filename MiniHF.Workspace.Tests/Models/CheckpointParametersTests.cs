using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>Checkpoints as they come: in narrow types, without their head's prefix, incomplete.</summary>
public sealed class CheckpointParametersTests : IDisposable
{
    private static readonly int[] s_ids = [5, 90, 17, 200, 33, 33, 1];

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-checkpoint-").FullName;

    private string WeightFile => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("tiny-qwen2", ScalarType.Float16)]
    [InlineData("tiny-qwen2", ScalarType.BFloat16)]
    [InlineData("tiny-gpt2", ScalarType.Float16)]
    [InlineData("tiny-gpt2", ScalarType.BFloat16)]
    public void Load_NarrowWeights_ComputeAsTheirNumbersInFloat32Do(string name, ScalarType type)
    {
        Rewrite(name, (weight, tensor) => (weight, tensor.to(type).to(float32)));
        float[][] wide = Logits();
        Rewrite(name, (weight, tensor) => (weight, tensor.to(type)));

        float[][] narrow = Logits();

        Assert.All(wide.Zip(narrow), pair => Assert.All(pair.First.Zip(pair.Second), two => Assert.Equal(two.First, two.Second, 1e-4f)));
    }

    [Fact]
    public void Load_BFloat16Activations_StayNearTheFloat32Model()
    {
        Rewrite("tiny-gpt-neox", (weight, tensor) => (weight, tensor));
        float[][] wide = Logits();

        float[][] narrow = Logits(new EngineOptions { Precision = "bfloat16" });

        Assert.All(wide.Zip(narrow), pair => Assert.All(pair.First.Zip(pair.Second), two => Assert.Equal(two.First, two.Second, 0.2f)));
    }

    [Fact]
    public void Load_NamesWithThePrefix_AreTheSameModelAsWithout()
    {
        Rewrite("tiny-gpt2", (weight, tensor) => (weight, tensor));
        float[][] bare = Logits();
        Rewrite("tiny-gpt2", (weight, tensor) => ($"transformer.{weight}", tensor));

        Assert.Equal(bare, Logits());
    }

    [Theory]
    [InlineData("tiny-falcon-40b", "transformer.h.1.ln_mlp.bias")]
    [InlineData("tiny-gptj", "lm_head.bias")]
    [InlineData("tiny-gpt-neox", "gpt_neox.layers.2.attention.query_key_value.weight")]
    public void Load_MissingWeight_IsNamedWithItsFile(string name, string missing)
    {
        Rewrite(name, (weight, tensor) => (weight == missing ? "other" : weight, tensor));

        Assert.Equal(
            $"{WeightFile}: the weight {missing} is missing, which config.json asks for.",
            Assert.Throws<UserFacingException>(() => Logits()).Message);
    }

    [Fact]
    public void Load_TransposedWeightOfAnotherShape_IsNamedWithBothShapes()
    {
        Rewrite("tiny-gpt2", (weight, tensor) => (weight, weight == "h.0.mlp.c_fc.weight" ? tensor.t().contiguous() : tensor));

        Assert.Equal(
            $"{WeightFile}: h.0.mlp.c_fc.weight is of shape [192, 48], where config.json asks for [48, 192].",
            Assert.Throws<UserFacingException>(() => Logits()).Message);
    }

    [Fact]
    public void Dispose_OfAModelOfEveryFamily_LeavesNoTensor()
    {
        long before = DisposeScopeManager.ThreadLiveTensorCount;

        foreach (string name in TestModels.TinyNames)
        {
            ModelLoader.Load(ModelDirectory.Open(TestModels.Tiny(name)), new EngineOptions()).Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.ThreadLiveTensorCount);
    }

    private void Rewrite(string name, Func<string, Tensor, (string, Tensor)> change)
    {
        using DisposeScope scope = NewDisposeScope();
        File.Copy(Path.Combine(TestModels.Tiny(name), "config.json"), Path.Combine(_folder, "config.json"), overwrite: true);
        using SafeTensorsFile file = SafeTensorsFile.Open(Path.Combine(TestModels.Tiny(name), "model.safetensors"));
        Dictionary<string, Tensor> weights = [];
        foreach (string weight in file.Entries.Select(entry => entry.Name))
        {
            (string renamed, Tensor changed) = change(weight, file.Tensor(weight));
            weights.Add(renamed, changed);
        }

        SafeTensorsFile.Write(WeightFile, weights);
    }

    private float[][] Logits(EngineOptions? options = null)
    {
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(_folder), options ?? new EngineOptions());
        return ModelRuns.CachedLogits(model, s_ids, s_ids.Length, beside: 0);
    }
}
