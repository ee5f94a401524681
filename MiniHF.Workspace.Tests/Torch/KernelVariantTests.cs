using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

/// <summary>The kernels are compiled once per instruction set: each that this processor runs computes the same and keeps its rows apart.</summary>
public sealed class KernelVariantTests
{
    public static TheoryData<string> Variants { get; } = new(Runnable());

    [Fact]
    public void UseKernels_UntilDisposed_ChoosesForTheCallingThread()
    {
        var before = KernelInstructionSet;

        using (use_kernels("baseline"))
        {
            Assert.Equal("baseline", KernelInstructionSet);
        }

        Assert.Equal(before, KernelInstructionSet);
    }

    [Fact]
    public void UseKernels_UnknownName_NamesThoseThatRun()
    {
        var e = Assert.Throws<TorchException>(() => use_kernels("mmx"));

        Assert.Equal($"'mmx' is no set of kernels that this processor runs: it has {string.Join(", ", Runnable())}", e.Reason);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void RmsNorm_EachVariant_AgreesWithTheComposedForm(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        var (x, weight) = (Random([5, 77], 1), Random([77], 2));

        Close(nn.functional.Composed.rms_norm(x, weight, 1e-6), nn.functional.rms_norm(x, weight, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rotary_EachVariant_AgreesWithTheComposedForm(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        var (x, angles, positions) = (Random([4, 3, 40], 1), Random([32, 19], 2) * 3, tensor([0L, 31L, 5L, 5L]));

        foreach (var interleaved in new[] { false, true })
        {
            var expected = nn.functional.Composed.rotary(x, angles.cos(), angles.sin(), positions, interleaved);
            Close(expected, nn.functional.rotary_(x.clone(), angles.cos(), angles.sin(), positions, interleaved));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void CachedAttention_EachVariant_AgreesWithTheComposedForm(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        foreach (var (heads, kvHeads, width) in new[] { (4, 2, 64), (8, 1, 80), (7, 1, 5), (6, 2, 24) })
        {
            var q = Random([2, heads, width], 1);
            Tensor[] keys = [Random([kvHeads, 200, width], 2), Random([kvHeads, 9, width], 3)];
            Tensor[] values = [Random([kvHeads, 200, width], 4), Random([kvHeads, 9, width], 5)];

            var expected = nn.functional.Composed.cached_attention(q, keys, values, [200, 9], [0, 1, 2], 0.3);
            Close(expected, nn.functional.cached_attention(q, keys, values, [200, 9], [0, 1, 2], 0.3));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void CachedAttention_EachVariant_KeepsRowsAndCutsApart(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        foreach (var type in new[] { float32, bfloat16 })
        {
            var q = Random([5, 4, 64], 5).to(type);
            var (k, v) = (Random([2, 300, 64], 6).to(type), Random([2, 300, 64], 7).to(type));
            var alone = nn.functional.cached_attention(q[2..3], [k], [v], [300], [0, 1], 0.125);

            var among = nn.functional.cached_attention(q, [k, k, k, k, k], [v, v, v, v, v], [17, 64, 300, 300, 299], [0, 1, 2, 3, 4, 5], 0.125);
            var cut = nn.functional.cached_attention(
                q[2..3], [k, k.narrow(1, 100, 37), k.narrow(1, 137, 163)], [v, v.narrow(1, 100, 37), v.narrow(1, 137, 163)], [100, 37, 163], [0, 3], 0.125);

            Assert.True(alone.equal(among[2..3]), $"{type}: rows beside it");
            Assert.True(alone.equal(cut), $"{type}: cuts");
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void LinearRows_EachVariant_AgreesWithTheLibrary(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        foreach (var (rows, inputs, outputs) in new[] { (1L, 256L, 704L), (7L, 33L, 19L), (32L, 16L, 5L), (13L, 100L, 41L) })
        {
            var (x, weight, bias) = (Random([rows, inputs], 1), Random([outputs, inputs], 2) * 0.1, Random([outputs], 3));
            var narrow = weight.bfloat16();

            Close(nn.functional.linear(x, weight, bias), nn.functional.linear_rows(x, weight, bias));
            Close(nn.functional.linear(x, narrow.@float(), bias), nn.functional.linear_rows(x, narrow, bias));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void LinearRows_EachVariant_KeepsRowsApart(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        foreach (var type in new[] { float32, bfloat16 })
        {
            var (x, weight) = (Random([33, 250], 1), Random([99, 250], 2).to(type));
            var alone = nn.functional.linear_rows(x[5..6], weight);

            for (var rows = 6; rows <= 33; rows++)
            {
                Assert.True(alone.equal(nn.functional.linear_rows(x[..rows], weight)[5..6]), $"{type}: {rows} rows");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Activation_EachVariant_AgreesWithTheComposedForm(string variant)
    {
        using var kernels = use_kernels(variant);
        using var scope = NewDisposeScope();
        var (x, factor) = (Random([5, 77], 1) * 4, Random([5, 77], 2));

        foreach (var kind in Enum.GetValues<Activation>())
        {
            Close(nn.functional.Composed.activation(x, kind, factor), nn.functional.activation(x, kind, factor));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void AdamW_EachVariant_StepsAsTheBaseline(string variant)
    {
        using var scope = NewDisposeScope();

        Close(Stepped("baseline"), Stepped(variant));
    }

    private static Tensor Stepped(string variant)
    {
        using var kernels = use_kernels(variant);
        var parameter = Random([7, 33], 1).requires_grad_();
        using var optimizer = optim.AdamW([parameter], lr: 0.01, weight_decay: 0.1);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            parameter.pow(2).sum().backward();
            optimizer.step();
        }

        return parameter.detach();
    }

    /// <summary>The widest first.</summary>
    private static IEnumerable<string> Runnable() => new[] { "avx512", "avx2", "baseline" }.Where(variant =>
    {
        try
        {
            use_kernels(variant).Dispose();
            return true;
        }
        catch (TorchException)
        {
            return false;
        }
    });

    private static Tensor Random(long[] shape, long seed)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<double>(), 0, 1e-5);
    }
}
