using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>An adapter made part of its base, and taken out of it again.</summary>
public sealed class MergedAdapterTests
{
    private static readonly long[] s_ids = [3, 17, 200, 45, 6, 99, 120, 7];

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Merge_EveryFamily_IsTheAdapterAndUnmergedTheBaseToTheBit(string name)
    {
        using CausalLM model = AdapterFixture.Load(name);
        AssertMerges(model, LoraTargets.AllLinear, float32, 1e-4);
        AssertMerges(model, LoraTargets.Named(model.HeadProjection.Name), float32, 1e-4);
    }

    [Theory]
    [InlineData("int8")]
    [InlineData("nf4")]
    public void Merge_QuantizedBase_IsTheAdapterAndUnmergedTheBaseToTheBit(string quantization)
    {
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), new EngineOptions { Threads = 1, Quantization = quantization });
        AssertMerges(model, LoraTargets.AllLinear, float32, 1e-4);
    }

    [Fact]
    public void Merge_AsBFloat16_IsNearTheAdapter()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        AssertMerges(model, LoraTargets.AllLinear, bfloat16, 0.1);
    }

    [Fact]
    public void Merge_TwoAdapters_ComeOutLastFirst()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter first = AdapterFixture.Trained(model, new LoraConfig(), seed: 1);
        using LoraAdapter second = AdapterFixture.Trained(model, new LoraConfig { Targets = LoraTargets.Named("q_proj") }, seed: 2);
        Tensor bare = Logits(model, null);
        MergedAdapter one = MergedAdapter.Merge(first, model);
        Tensor once = Logits(model, null);
        MergedAdapter two = MergedAdapter.Merge(second, model);

        Assert.Throws<InvalidOperationException>(one.Dispose);
        two.Dispose();
        Assert.True(Logits(model, null).equal(once));
        one.Dispose();
        Assert.True(Logits(model, null).equal(bare));
    }

    [Fact]
    public void Merge_ThenDisposed_LeavesNoTensor()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        long before = DisposeScopeManager.ThreadLiveTensorCount;
        using (LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig(), seed: 1))
        using (LoraAdapter copy = adapter.Copy())
        using (MergedAdapter.Merge(copy, model))
        {
            Assert.NotEqual(before, DisposeScopeManager.ThreadLiveTensorCount);
        }

        Assert.Equal(before, DisposeScopeManager.ThreadLiveTensorCount);
    }

    private static void AssertMerges(CausalLM model, LoraTargets targets, ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig { Rank = 4, Targets = targets }, seed: 1, strength: 0.1);
        Tensor bare = Logits(model, null);
        Tensor beside = Logits(model, adapter);

        using (MergedAdapter.Merge(adapter, model, type))
        {
            Assert.True(Logits(model, null).allclose(beside, rtol: tolerance, atol: tolerance));
            Assert.False(Logits(model, null).allclose(bare, atol: 1e-3));
        }

        Assert.True(Logits(model, null).equal(bare));
    }

    private static Tensor Logits(CausalLM model, LoraAdapter? adapter) => model.Forward(
        tensor(s_ids), new DenseCausalAttention(1, s_ids.Length) { Adapters = AdapterRows.Of([new AdapterSpan(adapter, s_ids.Length)]) });
}
