using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

/// <summary>The fused functions against their composed forms, and their promise that rows do not see each other.</summary>
public sealed class FusedFunctionTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 64)]
    [InlineData(2, 77)]
    [InlineData(5, 7)]
    public void RmsNorm_FusedAndComposed_AgreeWithin1e5(long rows, long width)
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (Random([rows, width], 1), Random([width], 2));

        Close(nn.functional.Composed.rms_norm(x, weight, 1e-6), nn.functional.rms_norm(x, weight, 1e-6), 1e-5);
    }

    [Fact]
    public void RmsNorm_BFloat16_AgreesToItsLastBit()
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (Random([4, 96], 1).bfloat16(), Random([96], 2).bfloat16());

        Close(nn.functional.Composed.rms_norm(x, weight, 1e-6), nn.functional.rms_norm(x, weight, 1e-6), 0.02);
    }

    [Fact]
    public void RmsNorm_WhereGradientsAreWanted_GivesThem()
    {
        using var scope = NewDisposeScope();
        var x = Random([2, 8], 1).requires_grad_();

        nn.functional.rms_norm(x, ones(8), 1e-6).pow(3).sum().backward();

        Assert.NotNull(x.grad);
    }

    [Theory]
    [InlineData(40, 48, 112, 8)]
    [InlineData(3, 77, 5, 1)]
    [InlineData(9, 16, 33, 20)]
    public void AddLowRank_FusedAndComposed_AgreeAndRowsDoNotSeeEachOther(long rows, long inputs, long outputs, long rank)
    {
        using var scope = NewDisposeScope();
        var (sum, x, a, b) = (Random([rows, outputs], 1), Random([rows, inputs], 2), Random([rank, inputs], 3), Random([outputs, rank], 4));
        var alone = nn.functional.add_low_rank_(sum.narrow(0, rows - 2, 1).clone(), x.narrow(0, rows - 2, 1).clone(), a, b, 0.7, 0, 1);

        var fused = sum.clone();
        Assert.Same(fused, nn.functional.add_low_rank_(fused, x, a, b, 0.7, 1, rows - 1));

        Close(nn.functional.Composed.add_low_rank_(sum.clone(), x, a, b, 0.7, 1, rows - 1), fused, 1e-4);
        Assert.True(fused.narrow(0, 0, 1).equal(sum.narrow(0, 0, 1)));
        Assert.True(fused.narrow(0, rows - 2, 1).equal(alone));
    }

    [Fact]
    public void AddLowRank_BFloat16_TakesTheSumsInFloat32()
    {
        using var scope = NewDisposeScope();
        var (sum, x, a, b) = (zeros(4, 12).bfloat16(), Random([4, 96], 2).bfloat16(), Random([8, 96], 3), Random([12, 8], 4));
        var expected = nn.functional.add_low_rank_(zeros(4, 12), x.to(float32), a, b, 2, 0, 4);

        Close(expected, nn.functional.add_low_rank_(sum, x, a, b, 2, 0, 4).to(float32), 1.0);
        Assert.True(expected.bfloat16().equal(sum));
    }

    [Fact]
    public void AddLowRank_RowsOutsideOrShapesThatDoNotFit_AreRefused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<TorchException>(() => nn.functional.add_low_rank_(zeros(2, 4), zeros(2, 3), zeros(1, 3), zeros(4, 1), 1, 1, 2));
        Assert.Throws<TorchException>(() => nn.functional.add_low_rank_(zeros(2, 4), zeros(2, 3), zeros(1, 4), zeros(4, 1), 1, 0, 2));
    }

    [Theory]
    [InlineData(false, 16, 16)]
    [InlineData(true, 16, 16)]
    [InlineData(false, 64, 16)]
    [InlineData(true, 20, 12)]
    public void Rotary_FusedAndComposed_AgreeWithin1e5(bool interleaved, long width, long rotated)
    {
        using var scope = NewDisposeScope();
        var angles = Random([32, rotated / 2], 3) * 3;
        var positions = tensor([0L, 31L, 5L, 5L]);
        var joint = Random([4, 6, width], 4);
        var x = joint.narrow(1, 2, 3); // a slice of a joint projection
        var expected = nn.functional.Composed.rotary(x, angles.cos(), angles.sin(), positions, interleaved);
        var untouched = joint.narrow(1, 0, 2).clone();

        var actual = nn.functional.rotary_(x, angles.cos(), angles.sin(), positions, interleaved);

        Assert.Same(x, actual);
        Close(expected, actual, 1e-5);
        Assert.True(untouched.equal(joint.narrow(1, 0, 2)));
    }

    [Fact]
    public void Rotary_PositionBeyondTheTable_IsRefused()
    {
        using var scope = NewDisposeScope();

        var e = Assert.Throws<TorchException>(() => nn.functional.rotary_(zeros(1, 1, 4), ones(8, 2), ones(8, 2), tensor([8L])));

        Assert.Equal("position 8 lies outside the tables' 8", e.Reason);
    }

    [Theory]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    [InlineData(Activation.Relu)]
    public void Activation_FusedAndComposed_AgreeWithin1e5(Activation kind)
    {
        using var scope = NewDisposeScope();
        var (x, factor) = (Random([3, 77], 1) * 4, Random([3, 77], 2));

        Close(nn.functional.Composed.activation(x, kind, null), nn.functional.activation(x, kind), 1e-5);
        Close(nn.functional.Composed.activation(x, kind, factor), nn.functional.activation(x, kind, factor), 1e-5);
        Close(nn.functional.Composed.activation(x.bfloat16(), kind, null), nn.functional.activation(x.bfloat16(), kind), 0.02);
    }

    [Fact]
    public void Activation_FarFromZero_NeitherOverflowsNorLeaks()
    {
        using var scope = NewDisposeScope();

        foreach (var kind in Enum.GetValues<Activation>())
        {
            Assert.True(nn.functional.activation(tensor([-500f, 500f]), kind).allclose(tensor([0f, 500f]), rtol: 0, atol: 1e-30));
        }
    }

    [Theory]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    public void Activation_WhereverAnElementLies_GivesTheSameBits(Activation kind)
    {
        using var scope = NewDisposeScope();
        var x = Random([7, 19], 3);
        var whole = nn.functional.activation(x, kind);

        for (var row = 0; row < 7; row++)
        {
            Assert.True(nn.functional.activation(x[row].clone(), kind).equal(whole[row]));
        }
    }

    [Theory]
    [InlineData(4, 4, 64)]
    [InlineData(4, 2, 16)]
    [InlineData(8, 1, 80)]
    [InlineData(6, 2, 24)]
    [InlineData(7, 1, 5)]
    public void CachedAttention_FusedAndComposed_AgreeWithin1e5(int heads, int kvHeads, int width)
    {
        using var scope = NewDisposeScope();
        var q = Random([3, heads, width], 5);
        var keys = new[] { 200, 70, 9 }.Select((n, i) => Random([kvHeads, n, width], 6 + i) * 2).ToArray();
        var values = new[] { 200, 70, 9 }.Select((n, i) => Random([n, kvHeads, width], 16 + i).transpose(0, 1)).ToArray();
        Tensor[] k = [keys[0], keys[1], keys[0], keys[2], keys[2]];
        Tensor[] v = [values[0], values[1], values[0], values[2], values[2]];
        long[] lengths = [200, 70, 131, 9, 1];
        int[] offsets = [0, 2, 4, 5];

        var actual = nn.functional.cached_attention(q, k, v, lengths, offsets, 0.3);

        Close(nn.functional.Composed.cached_attention(q, k, v, lengths, offsets, 0.3), actual, 1e-5);
    }

    [Fact]
    public void CachedAttention_BFloat16_AgreesWithinItsPrecision()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (Random([2, 4, 64], 1).bfloat16(), Random([2, 90, 64], 2).bfloat16(), Random([2, 90, 64], 3).bfloat16());

        var actual = nn.functional.cached_attention(q, [k, k], [v, v], [90, 33], [0, 1, 2], 0.125);

        var expected = nn.functional.Composed.cached_attention(q.@float(), [k.@float(), k.@float()], [v.@float(), v.@float()], [90, 33], [0, 1, 2], 0.125);
        Close(expected, actual.@float(), 5e-3);
    }

    [Fact]
    public void CachedAttention_RowsBesideItAndCutsInItsCache_DoNotChangeABit()
    {
        using var scope = NewDisposeScope();
        var q = Random([5, 4, 64], 5);
        var (k, v) = (Random([2, 300, 64], 6), Random([2, 300, 64], 7));
        var alone = nn.functional.cached_attention(q[2..3], [k], [v], [300], [0, 1], 0.125);

        var among = nn.functional.cached_attention(q, [k, k, k, k, k], [v, v, v, v, v], [17, 64, 300, 1, 299], [0, 1, 2, 3, 4, 5], 0.125);
        var cut = nn.functional.cached_attention(
            q[2..3], [k, k.narrow(1, 100, 37), k.narrow(1, 137, 163)], [v, v.narrow(1, 100, 37), v.narrow(1, 137, 163)], [100, 37, 163], [0, 3], 0.125);

        Assert.True(alone.equal(among[2..3]));
        Assert.True(alone.equal(cut));
    }

    [Theory]
    [InlineData(4, 4, 64)]
    [InlineData(8, 2, 40)]
    [InlineData(9, 1, 16)]
    public void CachedAttention_RowsThatShareSegments_GiveWhatEachGivesAlone(int heads, int kvHeads, int width)
    {
        using var scope = NewDisposeScope();
        const int Rows = 11;
        var q = Random([Rows, heads, width], 5);
        var shared = Random([2, kvHeads, 150, width], 6);
        var own = Random([Rows, 2, kvHeads, 90, width], 7);
        var ownLengths = Enumerable.Range(0, Rows).Select(row => 8L * row).ToArray();
        var k = Enumerable.Range(0, Rows).SelectMany(row => new[] { shared[0], own[row][0] }).ToArray();
        var v = Enumerable.Range(0, Rows).SelectMany(row => new[] { shared[1], own[row][1] }).ToArray();
        long[] lengths = [.. ownLengths.SelectMany((length, row) => new[] { row < 9 ? 150 : 100, length })];
        int[] offsets = [.. Enumerable.Range(0, Rows + 1).Select(row => 2 * row)];

        var together = nn.functional.cached_attention(q, k, v, lengths, offsets, 0.125);

        for (var row = 0; row < Rows; row++)
        {
            var two = (2 * row)..(2 * row + 2);
            var alone = nn.functional.cached_attention(q[row..(row + 1)], k[two], v[two], lengths[two], [0, 2], 0.125);
            Assert.True(alone.equal(together[row..(row + 1)]), $"row {row} differs");
        }
    }

    [Fact]
    public void CachedAttention_NoPositions_GivesZeros()
    {
        using var scope = NewDisposeScope();
        var (k, v) = (Random([1, 3, 8], 6), Random([1, 3, 8], 7));

        var result = nn.functional.cached_attention(ones(2, 1, 8), [k], [v], [3], [0, 0, 1], 1);

        Assert.Equal(0, result[0].abs().sum().item<float>());
        Assert.NotEqual(0, result[1].abs().sum().item<float>());
    }

    [Theory]
    [InlineData(1, 256, 704)]
    [InlineData(7, 33, 19)]
    [InlineData(32, 16, 5)]
    [InlineData(13, 100, 41)]
    public void LinearRows_FusedAndPlain_AgreeWithin1e5(long rows, long inputs, long outputs)
    {
        using var scope = NewDisposeScope();
        var (x, weight, bias) = (Random([rows, inputs], 1), Random([outputs, inputs], 2) * 0.1, Random([outputs], 3));

        Close(nn.functional.linear(x, weight, bias), nn.functional.linear_rows(x, weight, bias), 1e-5);
        Close(nn.functional.linear(x, weight), nn.functional.linear_rows(x, weight), 1e-5);
    }

    [Fact]
    public void LinearRows_BFloat16Weight_IsSummedInFloat32()
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (Random([3, 100], 1), (Random([41, 100], 2) * 0.1).bfloat16());

        Close(nn.functional.linear(x, weight.@float()), nn.functional.linear_rows(x, weight), 1e-5);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void LinearRows_WeightThatIsNotContiguous_ComputesTheSame(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (Random([3, 100], 1).to(type), Random([100, 41], 2).to(type).t());

        Assert.True(nn.functional.linear_rows(x, weight.contiguous()).equal(nn.functional.linear_rows(x, weight)));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void LinearRows_RowsBesideIt_DoNotChangeABit(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (Random([32, 250], 1), Random([99, 250], 2).to(type));
        var alone = nn.functional.linear_rows(x[5..6], weight);

        foreach (var rows in new[] { 6, 7, 8, 11, 12, 13, 16, 31, 32 })
        {
            Assert.True(alone.equal(nn.functional.linear_rows(x[..rows], weight)[5..6]), $"{rows} rows");
        }
    }

    private static Tensor Random(long[] shape, long seed)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected.@float() - actual.@float()).abs().max().item<double>(), 0, tolerance);
    }
}
