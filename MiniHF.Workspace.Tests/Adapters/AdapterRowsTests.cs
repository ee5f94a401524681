using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>What an adapter does to the numbers of a model, alone and beside others.</summary>
public sealed class AdapterRowsTests
{
    private static readonly long[] s_ids = [3, 17, 200, 45, 6, 99, 120, 7];

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Fact]
    public void Forward_OneLayer_AddsTheScaledProductOfTheFactors()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig { Rank = 3, Alpha = 7, Targets = LoraTargets.Named("lm_head") }, seed: 2);
        Tensor x = randn(5, 48);
        float[] rows = x.data<float>().ToArray();
        (float[] w, float[] a, float[] b) = (Floats(((PlainMatrix)model.HeadProjection.Weight).Weight), Floats(adapter.Pairs["lm_head"].A), Floats(adapter.Pairs["lm_head"].B));

        Tensor logits = model.Head(x, AdapterRows.All(adapter, 5));

        float[] expected = new float[5 * 320];
        for (int n = 0; n < 5; n++)
        {
            for (int m = 0; m < 320; m++)
            {
                double sum = Dot(rows, n * 48, w, m * 48, 48);
                for (int r = 0; r < 3; r++)
                {
                    sum += 7.0 / 3 * Dot(rows, n * 48, a, r * 48, 48) * b[(m * 3) + r];
                }

                expected[(n * 320) + m] = (float)sum;
            }
        }

        Assert.True(logits.allclose(tensor(expected, [5, 320]), atol: 1e-5));
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_FreshAdapter_IsTheBaseToTheBit(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using CausalLM model = AdapterFixture.Load(name);
        using LoraAdapter adapter = LoraAdapter.Create(model, new LoraConfig(), seed: 2);

        Assert.True(Logits(model, null).equal(Logits(model, adapter)));
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_TwoAdaptersAndNoneInOneBatch_AreEachAsAloneToTheBit(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using CausalLM model = AdapterFixture.Load(name);
        using LoraAdapter first = AdapterFixture.Trained(model, new LoraConfig(), seed: 2);
        using LoraAdapter second = AdapterFixture.Trained(
            model, new LoraConfig { Rank = 3, Targets = LoraTargets.Named(model.Projections[0].Name, model.HeadProjection.Name) }, seed: 3);
        LoraAdapter?[] texts = [second, null, first, first];
        DenseCausalAttention together = new(texts.Length, s_ids.Length) { Adapters = AdapterRows.Of(texts.Select(adapter => new AdapterSpan(adapter, s_ids.Length))) };

        Tensor logits = model.Forward(tensor([.. texts.SelectMany(_ => s_ids)]), together);

        Assert.All(texts.Select((adapter, text) => (adapter, text)), one =>
            Assert.True(logits.narrow(0, one.text * s_ids.Length, s_ids.Length).equal(Logits(model, one.adapter))));
        Assert.False(Logits(model, first).equal(Logits(model, null)));
    }

    [Fact]
    public void Forward_GradientsRecorded_GivesTheSameNumbers()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig(), seed: 2);
        AdapterRows? mixed = AdapterRows.Of([new AdapterSpan(null, s_ids.Length), new AdapterSpan(adapter, s_ids.Length)]);
        long[] ids = [.. s_ids, .. s_ids];

        Tensor recorded = model.Forward(tensor(ids), new DenseCausalAttention(2, s_ids.Length) { Adapters = mixed });
        using IDisposable noGrad = no_grad();
        Tensor plain = model.Forward(tensor(ids), new DenseCausalAttention(2, s_ids.Length) { Adapters = mixed });

        Assert.True(recorded.allclose(plain, atol: 1e-4));
    }

    [Fact]
    public void Forward_BFloat16Activations_AreNearFloat32Recorded_OrNot()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLM wide = AdapterFixture.Load("tiny-llama");
        using CausalLM narrow = ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), new EngineOptions { Threads = 1, Precision = "bfloat16" });
        using LoraAdapter adapter = AdapterFixture.Trained(wide, new LoraConfig(), seed: 2);

        Tensor recorded = Logits(narrow, adapter);
        using IDisposable noGrad = no_grad();
        Tensor expected = Logits(wide, adapter);
        double scale = expected.abs().max().ToDouble();

        Assert.True(recorded.allclose(expected, rtol: 0, atol: 0.05 * scale));
        Assert.True(Logits(narrow, adapter).allclose(expected, rtol: 0, atol: 0.05 * scale));
        Assert.False(Logits(narrow, null).allclose(expected, rtol: 0, atol: 0.05 * scale));
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Backward_FactorMovedAlongItsGradient_ChangesTheLossAsSaid(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLM model = CausalLM.CreateRandom(ModelDirectory.Open(TestModels.Tiny(name)).Config with { InitializerRange = 0.15 }, seed: 7);
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig { Rank = 4 }, seed: 2);
        adapter.SetRequiresGrad(true);
        Loss(model, adapter).backward();

        Assert.All(model.Parameters.Values, weight => Assert.Null(weight.grad));
        Assert.All(adapter.Parameters, parameter =>
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor gradient = parameter.Value.grad ?? throw new InvalidOperationException($"No gradient reached {parameter.Key}.");
            double norm = gradient.square().sum().sqrt().item<double>();
            double measured = (LossAt(model, adapter, parameter.Value, gradient * (1e-2 / norm)) - LossAt(model, adapter, parameter.Value, gradient * (-1e-2 / norm))) / 2e-2;

            Assert.Equal(norm, measured, (0.05 * norm) + 2e-4);
        });
    }

    [Fact]
    public void Forward_Dropout_LeavesOutWhatItsGeneratorSaysAndNothingWithoutOne()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig { Dropout = 0.5 }, seed: 2);
        using Generator one = new(1);
        using Generator again = new(1);

        Tensor first = Dropped(one);
        Assert.True(first.equal(Dropped(again)));
        Assert.False(first.equal(Dropped(one)));
        Assert.True(Dropped(null).equal(Dropped(null)));

        Tensor Dropped(Generator? dropout) => model.Forward(
            tensor(s_ids), new DenseCausalAttention(1, s_ids.Length) { Adapters = AdapterRows.All(adapter, s_ids.Length, dropout) });
    }

    [Fact]
    public void At_SomeRows_KeepTheirAdapters()
    {
        using CausalLM model = AdapterFixture.Load("tiny-llama");
        using LoraAdapter first = LoraAdapter.Create(model, new LoraConfig(), seed: 1);
        using LoraAdapter second = LoraAdapter.Create(model, new LoraConfig { Targets = LoraTargets.Named("lm_head") }, seed: 2);
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        second.Pairs["lm_head"].B.fill_(1);
        AdapterRows all = AdapterRows.Of([new(first, 2), new(null, 3), new(second, 2), new(null, 1)])!; // two have an adapter
        Tensor x = ones(8, 48);

        Tensor some = model.Head(x.narrow(0, 0, 4), all.At([1, 3, 6, 7]));

        Tensor bare = model.Head(x.narrow(0, 0, 1));
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(row => some.narrow(0, row, 1).equal(bare)));
        Assert.Null(all.At([2, 7]));
    }

    [Fact]
    public void Of_NoAdapter_IsNothing() => Assert.Null(AdapterRows.Of([new AdapterSpan(null, 3), new AdapterSpan(null, 1)]));

    private static float[] Floats(Tensor tensor) => tensor.to(float32).contiguous().data<float>().ToArray();

    private static double Dot(float[] x, int atX, float[] y, int atY, int count) => Enumerable.Range(0, count).Sum(i => (double)x[atX + i] * y[atY + i]);

    private static Tensor Logits(CausalLM model, LoraAdapter? adapter) => model.Forward(
        tensor(s_ids), new DenseCausalAttention(1, s_ids.Length) { Adapters = AdapterRows.Of([new AdapterSpan(adapter, s_ids.Length)]) });

    private static double LossAt(CausalLM model, LoraAdapter adapter, Tensor factor, Tensor change)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        factor.add_(change);
        double loss = Loss(model, adapter).item<double>();
        factor.sub_(change);
        return loss;
    }

    private static Tensor Loss(CausalLM model, LoraAdapter adapter)
    {
        long[] ids = [.. s_ids, .. s_ids.Reverse()];
        Tensor logits = model.Forward(tensor(ids), new DenseCausalAttention(2, s_ids.Length) { Adapters = AdapterRows.All(adapter, ids.Length) });
        return nn.functional.cross_entropy(logits, tensor([.. ids.Select(id => ((id * 5) + 1) % model.Config.VocabularySize)]));
    }
}
