using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

/// <summary>The fused functions that give gradients, against what autograd makes of their composed forms.</summary>
public sealed class RecordedFunctionTests
{
    [Theory]
    [InlineData(3, 64, ScalarType.Float32, 1e-5)]
    [InlineData(5, 7, ScalarType.Float32, 1e-5)]
    [InlineData(2, 77, ScalarType.Float32, 1e-5)]
    [InlineData(4, 96, ScalarType.BFloat16, 0.05)]
    public void RmsNorm_GradientsOfInputAndWeight_AreTheComposedForms(long rows, long width, ScalarType type, double tolerance) => Compare(
        [Random([rows, width], 1), Random([width], 2)],
        type, tolerance,
        x => nn.functional.Composed.rms_norm(x[0], x[1], 1e-6),
        x => nn.functional.rms_norm(x[0], x[1], 1e-6));

    [Theory]
    [InlineData(3, 48, ScalarType.Float32, 1e-5)]
    [InlineData(1, 13, ScalarType.Float32, 1e-5)]
    [InlineData(4, 33, ScalarType.BFloat16, 0.05)]
    public void GatedSilu_GradientsOfBothHalves_AreTheComposedForms(long rows, long width, ScalarType type, double tolerance) => Compare(
        [Random([rows, width], 3), Random([rows, width], 4)],
        type, tolerance,
        x => nn.functional.Composed.activation(x[0], Activation.Silu, x[1]),
        x => nn.functional.activation(x[0], Activation.Silu, x[1]));

    [Theory]
    [InlineData(false, 16, 16, ScalarType.Float32, 1e-5)]
    [InlineData(true, 16, 16, ScalarType.Float32, 1e-5)]
    [InlineData(false, 24, 8, ScalarType.Float32, 1e-5)]
    [InlineData(false, 16, 16, ScalarType.BFloat16, 0.05)]
    public void Rotary_Gradient_IsTurnedBack(bool interleaved, long width, long rotated, ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        var (positions, angles) = (tensor([3L, 0, 7]), Random([8, rotated / 2], 5));
        Compare(
            [Random([3, 2, width], 6)],
            type, tolerance,
            x => nn.functional.Composed.rotary(x[0], angles.cos(), angles.sin(), positions, interleaved),
            x => nn.functional.rotary_(x[0], angles.cos(), angles.sin(), positions, interleaved));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.BFloat16, 0.05)]
    public void PackedAttention_GradientsOfAllThree_AreThoseOfEachTextAlone(ScalarType type, double tolerance)
    {
        long[] lengths = [5, 37, 1, 16];
        Compare(
            [Random([59, 3, 8], 7), Random([59, 3, 8], 8), Random([59, 3, 8], 9)],
            type, tolerance,
            x => cat(Alone(x, lengths)),
            x => nn.functional.Recorded.packed_attention(x[0], x[1], x[2], lengths));
    }

    [Fact]
    public void PackedAttention_LengthsThatDoNotAddUp_AreRefused()
    {
        using var scope = NewDisposeScope();
        var e = Assert.Throws<TorchException>(() => nn.functional.Recorded.packed_attention(zeros(3, 1, 4), zeros(3, 1, 4), zeros(3, 1, 4), [2]));

        Assert.Contains("the texts have 2 tokens, the query 3", e.Message, StringComparison.Ordinal);
    }

    private static List<Tensor> Alone(Tensor[] x, long[] lengths)
    {
        List<Tensor> texts = [];
        long start = 0;
        foreach (var length in lengths)
        {
            var (q, k, v) = (Part(x[0]), Part(x[1]), Part(x[2]));
            texts.Add(nn.functional.scaled_dot_product_attention(q, k, v, null, is_causal: true).transpose(0, 1));
            start += length;

            Tensor Part(Tensor whole) => whole.narrow(0, start, length).transpose(0, 1);
        }

        return texts;
    }

    private static void Compare(Tensor[] inputs, ScalarType type, double tolerance, Func<Tensor[], Tensor> composed, Func<Tensor[], Tensor> fused)
    {
        using var scope = NewDisposeScope();
        var (expected, expectedGradients) = Run(inputs, type, composed);
        var (actual, gradients) = Run(inputs, type, fused);

        Close(expected, actual, tolerance);
        foreach (var (expectedGradient, gradient) in expectedGradients.Zip(gradients))
        {
            Close(expectedGradient, gradient, tolerance * (1 + expectedGradient.@float().abs().max().item<float>()));
        }
    }

    private static (Tensor Result, Tensor[] Gradients) Run(Tensor[] inputs, ScalarType type, Func<Tensor[], Tensor> function)
    {
        Tensor[] leaves = [.. inputs.Select(input => input.to(type).detach().clone().requires_grad_())];
        var result = function(leaves);
        (result.@float() * Random(result.shape, 10)).sum().backward();
        return (result.detach(), [.. leaves.Select(leaf => leaf.grad!)]); // the result depends on each
    }

    private static Tensor Random(long[] shape, long seed)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.InRange((expected.@float() - actual.@float()).abs().max().item<float>(), 0, tolerance);
    }
}
