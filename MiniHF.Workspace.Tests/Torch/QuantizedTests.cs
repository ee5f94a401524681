using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

/// <summary>Matrices of few bits: what the codes stand for, and products with them on every instruction set this processor runs.</summary>
public sealed class QuantizedTests
{
    public static TheoryData<string> Variants => KernelVariantTests.Variants;

    public static TheoryData<Quantization> Kinds { get; } = new(Enum.GetValues<Quantization>());

    [Fact]
    public void Pack_Int8_IsWithinHalfAStepOfTheRowsLargest()
    {
        using var scope = NewDisposeScope();
        var weight = Random([9, 100], 1);

        var (codes, scales) = quantized.pack(weight, Quantization.Int8);
        var steps = (quantized.unpack(codes, scales, Quantization.Int8, 100) - weight) / scales;

        Assert.True(scales.allclose(weight.abs().amax(1, keepdim: true) / 127));
        Assert.InRange(steps.abs().max().item<double>(), 0, 0.5001);
    }

    [Fact]
    public void Pack_NormalFloat4_KeepsTheTableItself()
    {
        using var scope = NewDisposeScope();
        // Table 6 of the QLoRA paper's appendix, rounded as printed, twice as large, over a block and a bit.
        float[] table =
        [
            -1.0f, -0.6961928f, -0.52507305f, -0.39491749f, -0.28444138f, -0.18477343f, -0.09105004f, 0.0f,
            0.0795803f, 0.1609302f, 0.2461123f, 0.33791524f, 0.44070983f, 0.562617f, 0.72295684f, 1.0f,
        ];
        var weight = tensor([.. Enumerable.Range(0, 80).Select(i => 2 * table[i * 5 % 16])]).view(1, 80);

        var (codes, scales) = quantized.pack(weight, Quantization.NormalFloat4);

        Assert.Equal([1L, 64L], codes.shape);
        Assert.Equal([1L, 2L], scales.shape);
        Assert.True(quantized.unpack(codes, scales, Quantization.NormalFloat4, 80).allclose(weight, rtol: 1e-6, atol: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pack_ZerosAndTransposedAndNarrow_AreTheSameNumbers(Quantization kind)
    {
        using var scope = NewDisposeScope();
        var weight = Random([70, 130], 2).bfloat16();
        var (codes, scales) = quantized.pack(weight, kind);
        var (turnedCodes, turnedScales) = quantized.pack(weight.t().contiguous().t(), kind);
        var (zeroCodes, zeroScales) = quantized.pack(zeros([3, 65]), kind);

        Assert.True(codes.equal(turnedCodes) && scales.equal(turnedScales));
        Assert.True(quantized.unpack(zeroCodes, zeroScales, kind, 65).equal(zeros([3, 65])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pack_WeightThatIsNoNumber_IsRefused(Quantization kind)
    {
        using var scope = NewDisposeScope();

        var e = Assert.Throws<TorchException>(() => quantized.pack(tensor([1f, float.NaN]).view(1, 2), kind));

        Assert.Equal("a weight is not a finite number", e.Reason);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unpack_SomeRows_AreThoseOfAll(Quantization kind)
    {
        using var scope = NewDisposeScope();
        var (codes, scales) = quantized.pack(Random([40, 77], 3), kind);
        var rows = tensor([39L, 0L, 7L, 7L]);

        var all = quantized.unpack(codes, scales, kind, 77);

        Assert.True(all.index_select(0, rows).equal(quantized.unpack(codes, scales, kind, 77, rows)));
        Assert.True(all.bfloat16().equal(quantized.unpack(codes, scales, kind, 77, dtype: bfloat16)));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Pack_EachVariant_MakesTheSameCodes(string variant)
    {
        using var scope = NewDisposeScope();
        foreach (var kind in Enum.GetValues<Quantization>())
        {
            var weight = Random([20, 150], 4);
            var (codes, scales) = Using("baseline", () => quantized.pack(weight, kind));
            var (theirs, scalesToo) = Using(variant, () => quantized.pack(weight, kind));

            Assert.True(codes.equal(theirs) && scales.equal(scalesToo));
            Assert.True(Using("baseline", () => quantized.unpack(codes, scales, kind, 150)).equal(Using(variant, () => quantized.unpack(codes, scales, kind, 150))));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void LinearRows_EachVariant_IsTheProductWithTheUnpacked(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        foreach (var kind in Enum.GetValues<Quantization>())
        {
            foreach (var (rows, inputs, outputs) in new[] { (1L, 256L, 704L), (7L, 33L, 19L), (32L, 16L, 5L), (13L, 100L, 41L), (3L, 192L, 30L) })
            {
                var (x, bias) = (Random([rows, inputs], 1), Random([outputs], 3));
                var (codes, scales) = quantized.pack(Random([outputs, inputs], 2) * 0.1, kind);
                var expected = nn.functional.linear(x, quantized.unpack(codes, scales, kind, inputs), bias);

                Assert.InRange((expected - quantized.linear_rows(x, codes, scales, kind, bias)).abs().max().item<double>(), 0, 2e-5);
                Assert.True(expected.allclose(quantized.linear(x, codes, scales, kind, bias), atol: 2e-5));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void LinearRows_EachVariant_KeepsRowsApart(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        foreach (var kind in Enum.GetValues<Quantization>())
        {
            foreach (var inputs in new[] { 250L, 256L })
            {
                var (x, bias) = (Random([33, inputs], 1), Random([99], 3));
                var (codes, scales) = quantized.pack(Random([99, inputs], 2), kind);
                var alone = quantized.linear_rows(x[5..6], codes, scales, kind, bias);

                for (var rows = 6; rows <= 33; rows++)
                {
                    Assert.True(alone.equal(quantized.linear_rows(x[..rows], codes, scales, kind, bias)[5..6]), $"{kind}: {rows} rows of {inputs}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Linear_GradientOfTheInput_IsThatThroughTheUnpacked(Quantization kind)
    {
        using var scope = NewDisposeScope();
        var (codes, scales) = quantized.pack(Random([12, 70], 2), kind);
        var (x, y) = (Random([5, 70], 1).requires_grad_(), Random([5, 70], 1).requires_grad_());

        quantized.linear(x, codes, scales, kind).square().sum().backward();
        nn.functional.linear(y, quantized.unpack(codes, scales, kind, 70)).square().sum().backward();

        Assert.True(x.grad!.allclose(y.grad!, atol: 1e-4)); // backward gave both
    }

    private static T Using<T>(string variant, Func<T> make)
    {
        using var kernels = use_kernels(variant);
        return make();
    }

    private static Tensor Random(long[] shape, long seed)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }
}
