using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

public sealed class TensorOperationTests
{
    public static TheoryData<string, float[], long[]> Known => new()
    {
        { "add", [11, 22, 33, 44, 55, 66], [2, 3] },
        { "rsub", [9, 8, 7, 6, 5, 4], [2, 3] },
        { "div", [0.5f, 1, 1.5f, 2, 2.5f, 3], [2, 3] },
        { "t", [1, 4, 2, 5, 3, 6], [3, 2] },
        { "permute", [1, 4, 2, 5, 3, 6], [3, 1, 2] },
        { "slice", [2, 5], [2, 1] },
        { "range", [4, 5, 6], [1, 3] },
        { "expand", [1, 2, 3, 1, 2, 3], [2, 3] },
        { "repeat_interleave", [1, 1, 2, 2, 3, 3], [6] },
        { "index_select", [3, 1, 6, 4], [2, 2] },
        { "gather", [3, 4], [2, 1] },
        { "scatter_", [0, 0, 7, 7, 0, 0], [2, 3] },
        { "cat", [1, 2, 3, 1, 2, 3], [6] },
        { "stack", [1, 1, 2, 2, 3, 3], [3, 2] },
        { "masked_fill", [1, 2, 3, -1, -1, -1], [2, 3] },
        { "where", [1, 2, 3, 0, 0, 0], [2, 3] },
        { "tril", [1, 0, 0, 4, 5, 0], [2, 3] },
        { "triu", [0, 2, 3, 0, 0, 6], [2, 3] },
        { "roll", [3, 1, 2, 6, 4, 5], [2, 3] },
        { "flip", [3, 2, 1, 6, 5, 4], [2, 3] },
        { "pow", [1, 4, 9, 16, 25, 36], [2, 3] },
        { "clamp", [2, 2, 3, 4, 4, 4], [2, 3] },
        { "sum", [6, 15], [2] },
        { "mean", [2.5f, 3.5f, 4.5f], [1, 3] },
        { "amax", [3, 6], [2] },
        { "cumsum", [1, 3, 6, 4, 9, 15], [2, 3] },
        { "var", [1, 1], [2] },
        { "norm", [5], [] },
        { "matmul", [14, 32, 32, 77], [2, 2] },
        { "addmm", [15, 33, 33, 78], [2, 2] },
        { "linear", [15, 34, 33, 79], [2, 2] },
        { "embedding", [4, 5, 6, 1, 2, 3], [2, 3] },
        { "softplus", [0.6931472f], [] },
        { "logsigmoid", [-0.6931472f], [] },
        { "silu", [0.7310586f], [] },
        { "gelu", [0.8413447f], [] },
        { "gelu tanh", [0.841192f], [] },
        { "logsumexp", [3.4076059f, 6.4076059f], [2] },
        { "softmax", [0.09003057f, 0.24472847f, 0.66524096f], [3] },
        { "log_softmax", [-2.407606f, -1.407606f, -0.40760595f], [3] },
        { "cross_entropy", [1.9076059f], [] },
        { "layer_norm", [-1.2247357f, 0, 1.2247357f], [3] },
        { "topk values", [6, 5], [2] },
        { "sort", [3, 2, 1], [3] },
        { "arange", [0, 0.5f, 1], [3] },
        { "pow scalar", [2, 4, 8], [3] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Operation_KnownInput_GivesKnownOutput(string name, float[] expected, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();

        var actual = Compute(name);

        Assert.Equal(shape, actual.shape);
        Assert.Equal(expected, actual.contiguous().data<float>().ToArray(), (a, b) => Math.Abs(a - b) <= 1e-5f * Math.Max(1, Math.Abs(a)));
    }

    [Fact]
    public void Operations_ThatGiveIndices_GiveInt64()
    {
        using var scope = NewDisposeScope();
        var x = tensor([3f, 1, 2, 9, 8, 7], [2, 3]);

        Assert.Equal([0, 0], x.argmax(1).data<long>().ToArray());
        Assert.Equal([1, 2], x.argmin(1).data<long>().ToArray());
        Assert.Equal([3, 4], x.flatten().topk(2).indexes.data<long>().ToArray());
        Assert.Equal([1, 2, 0], x[0].argsort().data<long>().ToArray());
        Assert.Equal([3f, 9], x.max(1).values.data<float>().ToArray());
    }

    [Fact]
    public void Comparisons_OfNumbers_GiveTruthValues()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 2, 3]);

        Assert.Equal([false, true, true], x.ge(2).data<bool>().ToArray());
        Assert.Equal([false, true, false], x.eq(2).logical_and(x.lt(3)).data<bool>().ToArray());
        Assert.True(x.gt(0).all().item<bool>());
        Assert.False((x / 0.0).isfinite().any().item<bool>());
    }

    [Fact]
    public void Types_MovedBetween_KeepWhatTheyCanHold()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, -2.5f, 65504f]);

        foreach (var type in new[] { float16, bfloat16, float64, int32, int64 })
        {
            Assert.Equal(type, x.to(type).dtype);
        }

        Assert.Equal((Half)(-2.5f), x.to(float16).data<Half>()[1]);
        Assert.Equal(0xC020, x.bfloat16().data<ushort>()[1]);
        Assert.Equal([1, -2, 65504], x.to(int32).data<int>().ToArray());
    }

    [Fact]
    public void Split_IntoParts_CoversTheWhole()
    {
        using var scope = NewDisposeScope();
        var x = arange(7);

        Assert.Equal([3L, 3, 1], x.split(3).Select(p => p.size(0)));
        Assert.Equal([2L, 5], x.split([2L, 5]).Select(p => p.size(0)));
        Assert.Equal([4L, 3], x.chunk(2).Select(p => p.size(0)));
    }

    [Fact]
    public void Views_OfATensor_ShareItsElements()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);

        x.select(0, 1).fill_(5);
        x.narrow(1, 0, 1).copy_(tensor([7f, 8], [2, 1]));

        Assert.Equal([7, 0, 0, 8, 5, 5], x.data<float>().ToArray());
        Assert.Equal([3, 1], x.stride());
        Assert.Equal("[2x3], type = Float32, device = cpu", x.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ScaledDotProductAttention_CausalOrMasked_SeesOnlyTheAllowed(bool causal)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (randn(1, 2, 3, 4), randn(1, 2, 3, 4), randn(1, 2, 3, 4));
        var allowed = ones([3, 3], @bool).tril();

        var result = causal
            ? nn.functional.scaled_dot_product_attention(q, k, v, is_causal: true)
            : nn.functional.scaled_dot_product_attention(q, k, v, allowed);

        var scores = (q.matmul(k.transpose(-2, -1)) / 2).masked_fill(allowed.logical_not(), double.NegativeInfinity);
        Assert.True(result.allclose(scores.softmax(-1).matmul(v), atol: 1e-6));
        Assert.True(result.select(2, 0).allclose(v.select(2, 0)));
    }

    private static Tensor Compute(string name)
    {
        var x = tensor([1f, 2, 3, 4, 5, 6], [2, 3]);
        var row = tensor([1f, 2, 3]);
        return name switch
        {
            "add" => x + (x * 10),
            "rsub" => 10 - x,
            "div" => x / 2,
            "t" => x.t(),
            "permute" => x.unsqueeze(0).permute(2, 0, 1),
            "slice" => x.slice(1, 1, 3, 2),
            "range" => x[1..],
            "expand" => row.expand(2, 3),
            "repeat_interleave" => row.repeat_interleave(2, 0),
            "index_select" => x.index_select(1, tensor([2L, 0])),
            "gather" => x.gather(1, tensor([2L, 0], [2, 1])),
            "scatter_" => zeros(2, 3).scatter_(1, tensor([2L, 0], [2, 1]), 7),
            "cat" => cat([row, row]),
            "stack" => stack([row, row], 1),
            "masked_fill" => x.masked_fill(x.gt(3), -1),
            "where" => where(x.le(3), x, zeros_like(x)),
            "tril" => x.tril(),
            "triu" => x.triu(1),
            "roll" => x.roll(1, 1),
            "flip" => x.flip(1),
            "pow" => x.pow(2),
            "clamp" => x.clamp(2, 4),
            "sum" => x.sum(1),
            "mean" => x.mean(0, keepdim: true),
            "amax" => x.amax(1),
            "cumsum" => x.cumsum(1),
            "var" => x.var(1),
            "norm" => tensor([3f, 4]).norm(),
            "matmul" => x.matmul(x.t()),
            "addmm" => ones(2, 2).addmm(x, x.t()),
            "linear" => nn.functional.linear(x, x, tensor([1f, 2])),
            "embedding" => nn.functional.embedding(tensor([1L, 0]), x),
            "softplus" => nn.functional.softplus(tensor(0f)),
            "logsigmoid" => nn.functional.logsigmoid(tensor(0f)),
            "silu" => nn.functional.silu(tensor(1f)),
            "gelu" => nn.functional.gelu(tensor(1f)),
            "gelu tanh" => nn.functional.gelu(tensor(1f), approximate: true),
            "logsumexp" => x.logsumexp(1),
            "softmax" => row.softmax(0),
            "log_softmax" => row.log_softmax(-1),
            "cross_entropy" => nn.functional.cross_entropy(x, tensor([1L, 0])),
            "layer_norm" => nn.functional.layer_norm(row, [3]),
            "topk values" => x.flatten().topk(2).values,
            "sort" => row.sort(descending: true).values,
            "arange" => arange(0, 1.5, 0.5),
            "pow scalar" => pow(2, row),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
        };
    }
}
