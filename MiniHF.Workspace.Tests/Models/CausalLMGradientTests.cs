using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>What backward says a weight does to the loss, against what happens when the weight is moved.</summary>
public sealed class CausalLMGradientTests
{
    private const int Texts = 2;
    private const int Length = 20;
    private const double Step = 1e-2;

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Backward_WeightMovedAlongItsGradient_ChangesTheLossAsSaid(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        ModelConfig config = ModelDirectory.Open(TestModels.Tiny(name)).Config;
        using CausalLM model = CausalLM.CreateRandom(config with { InitializerRange = 0.15 }, seed: 7);
        Tensor[] weights = [.. Chosen(config).Select(weight => model.Parameters[weight].requires_grad_())];
        Loss(model).backward();

        Assert.All(weights, weight =>
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor gradient = weight.grad ?? throw new InvalidOperationException("No gradient reached the weight.");
            double norm = gradient.square().sum().sqrt().item<double>();
            double measured = (LossAt(model, weight, gradient * (Step / norm)) - LossAt(model, weight, gradient * (-Step / norm))) / (2 * Step);

            Assert.True(norm > 1e-3, $"the gradient is {norm}");
            Assert.Equal(norm, measured, 0.03 * norm);
        });
    }

    /// <summary>One of each kind: embedding, norm, attention in and out, feed-forward.</summary>
    private static IEnumerable<string> Chosen(ModelConfig config)
    {
        WeightNames names = config.Names;
        string projection = config.Projections == ProjectionLayout.Separate ? names.Key : names.QueryKeyValue;
        return
        [
            $"{names.Embedding}.weight", $"{names.FinalNorm}.weight",
            .. ((string[])[names.AttentionNorm, projection, names.AttentionOutput, names.Up, names.Down]).Select(layer => $"{names.InBlock(0, layer)}.weight"),
        ];
    }

    private static double LossAt(CausalLM model, Tensor weight, Tensor change)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        weight.add_(change);
        double loss = Loss(model).item<double>();
        weight.sub_(change);
        return loss;
    }

    private static Tensor Loss(CausalLM model)
    {
        long[] ids = [.. Enumerable.Range(0, Texts * Length).Select(i => (long)((i * i * 37) + 11) % model.Config.VocabularySize)];
        Tensor logits = model.Forward(tensor(ids), new DenseCausalAttention(Texts, Length));
        return nn.functional.cross_entropy(logits, tensor([.. ids.Select(id => (id * 5 + 1) % model.Config.VocabularySize)]));
    }
}
