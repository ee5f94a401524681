using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>Models of every family with their matrices in 8 and 4 bits.</summary>
public sealed class QuantizedModelTests
{
    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Load_QuantizedTinyModel_StaysNearThePlainOnesLogProbabilities(string name)
    {
        int[] ids = ExpectedModelOutput.Read(TestModels.Tiny(name)).Ids;
        using CausalLM plain = Load(name, "none");
        float[] expected = LogProbabilities(plain, ids);

        foreach ((string quantization, double near) in ((string, double)[])[("int8", 0.03), ("nf4", 0.5)])
        {
            using CausalLM model = Load(name, quantization);
            double difference = expected.Zip(LogProbabilities(model, ids), (a, b) => Math.Abs(a - b)).Average();

            Assert.InRange(difference, 1e-7, near);
            Assert.Equal(plain.ParameterCount, model.ParameterCount);
        }
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_QuantizedAndCutIntoStepsBesideOthers_GivesTheSameBits(string name)
    {
        int[] ids = ExpectedModelOutput.Read(TestModels.Tiny(name)).Ids;
        foreach (string quantization in (string[])["int8", "nf4"])
        {
            using CausalLM model = Load(name, quantization);

            float[][] whole = ModelRuns.CachedLogits(model, ids, ids.Length, beside: 0);

            Assert.Equal(whole, ModelRuns.CachedLogits(model, ids, 1, beside: 0));
            Assert.Equal(whole, ModelRuns.CachedLogits(model, ids, 5, beside: 3));
        }
    }

    [Theory]
    [InlineData("int8")]
    [InlineData("nf4")]
    public void Backward_ThroughAQuantizedModel_ReachesTheFirstNorm(string quantization)
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLM model = Load("tiny-llama", quantization);
        Tensor first = model.Parameters["model.layers.0.input_layernorm.weight"].requires_grad_();
        double Loss() => model.Forward(tensor([5L, 9L, 100L, 7L]), new DenseCausalAttention(1, 4)).square().mean().item<double>();

        model.Forward(tensor([5L, 9L, 100L, 7L]), new DenseCausalAttention(1, 4)).square().mean().backward();
        Tensor gradient = first.grad ?? throw new InvalidOperationException("No gradient reached the norm.");
        double norm = gradient.square().sum().sqrt().item<double>();
        using IDisposable noGrad = no_grad();
        first.add_(gradient * (1e-2 / norm));
        double up = Loss();
        first.sub_(gradient * (2e-2 / norm));

        Assert.Equal(norm, (up - Loss()) / 2e-2, 0.03 * norm);
    }

    [Fact]
    public void Load_Quantized_TakesTheBytesSaid()
    {
        using CausalLM plain = Load("embedded", "none");
        using CausalLM int8 = Load("embedded", "int8");
        using CausalLM nf4 = Load("embedded", "nf4");

        Assert.InRange((double)int8.WeightBytes / plain.WeightBytes, 0.5, 0.515);
        Assert.InRange((double)nf4.WeightBytes / plain.WeightBytes, 0.25, 0.32);
    }

    [Fact]
    public void Load_QuantizedAndDisposed_LeavesNoTensor()
    {
        long before = DisposeScopeManager.ThreadLiveTensorCount;

        foreach (string quantization in (string[])["int8", "nf4"])
        {
            Load("tiny-gpt2", quantization).Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.ThreadLiveTensorCount);
    }

    private static CausalLM Load(string name, string quantization) => ModelLoader.Load(
        ModelDirectory.Open(name == "embedded" ? LanguageModels.Embedded : TestModels.Tiny(name)), new EngineOptions { Quantization = quantization });

    private static float[] LogProbabilities(CausalLM model, int[] ids)
    {
        float[][] logits = ModelRuns.CachedLogits(model, ids, ids.Length, beside: 0);
        return
        [
            .. ids.Skip(1).Select((id, i) =>
            {
                double max = logits[i].Max();
                return (float)(logits[i][id] - max - Math.Log(logits[i].Sum(logit => Math.Exp(logit - max))));
            }),
        ];
    }
}
