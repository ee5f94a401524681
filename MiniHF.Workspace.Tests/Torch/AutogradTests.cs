using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

public sealed class AutogradTests
{
    [Fact]
    public void Backward_ThroughASmallNetwork_AgreesWithFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var x = randn([4, 5], float64, generator: generator);
        var targets = tensor([0L, 2, 1, 2]);
        var w1 = randn([6, 5], float64, generator: generator).requires_grad_();
        var w2 = randn([3, 6], float64, generator: generator).requires_grad_();

        Loss().backward();

        foreach (var weight in new[] { w1, w2 })
        {
            using var gradient = weight.grad!; // backward just gave it one.
            using var _ = no_grad();
            var numbers = weight.detach().data<double>();
            for (var i = 0; i < numbers.Length; i++)
            {
                var (before, step) = (numbers[i], 1e-6);
                numbers[i] = before + step;
                var above = Loss().item<double>();
                numbers[i] = before - step;
                var below = Loss().item<double>();
                numbers[i] = before;
                Assert.Equal((above - below) / (2 * step), gradient.data<double>()[i], 1e-7);
            }
        }

        Tensor Loss() => nn.functional.cross_entropy(nn.functional.silu(x.matmul(w1.t())).matmul(w2.t()).tanh() * 2, targets);
    }

    [Fact]
    public void Grad_OfTwoInputs_LeavesTheirOwnGradientsAlone()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (tensor([2f]).requires_grad_(), tensor([5f]).requires_grad_());

        var gradients = autograd.grad([a * a * b], [a, b]);

        Assert.Equal([20f, 4f], gradients.Select(g => g.item<float>()));
        Assert.Null(a.grad);
    }

    [Fact]
    public void NoGrad_UntilItsEnd_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var a = ones([2], requires_grad: true);

        using (no_grad())
        {
            Assert.False((a * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((a * 2).requires_grad);
            }

            Assert.False(is_grad_enabled());
        }

        Assert.True((a * 2).requires_grad);
    }

    [Fact]
    public void InferenceMode_UntilItsEnd_MakesTensorsForeverOutsideGradients()
    {
        using var scope = NewDisposeScope();
        var a = ones([2], requires_grad: true);
        Tensor made;

        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            made = a * 2;
        }

        Assert.False(is_inference_mode_enabled());
        Assert.Throws<TorchException>(() => (a * made).sum().backward());
    }

    [Fact]
    public void ClipGradNorm_AboveTheLimit_ScalesAllTogether()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (zeros([1], requires_grad: true), zeros([1], requires_grad: true), zeros([1], requires_grad: true));
        ((a * 3) + (b * 4)).sum().backward();

        var norm = nn.utils.clip_grad_norm_([a, b, c], 1);

        Assert.Equal(5, norm, 1e-6);
        Assert.Equal(0.6, a.grad!.item<double>(), 1e-5); // backward gave a and b theirs.
        Assert.Equal(0.8, b.grad!.item<double>(), 1e-5);
    }

    [Fact]
    public void ClipGradNorm_NotFinite_CanBeRefused()
    {
        using var scope = NewDisposeScope();
        var a = zeros([1], requires_grad: true);
        (a * double.NaN).sum().backward();

        Assert.Equal("clip_grad_norm_", Assert.Throws<TorchException>(() => nn.utils.clip_grad_norm_([a], 1, error_if_nonfinite: true)).Operation);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void AdamW_ThreeSteps_FollowTheirDefinition(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var start = randn([37], generator: generator).to(type);
        var gradients = Enumerable.Range(0, 3).Select(_ => randn([37], generator: generator).to(type)).ToArray();
        var parameter = start.clone().requires_grad_();
        using var optimizer = optim.AdamW([parameter], lr: 0.01, weight_decay: 0.1);
        var (expected, m, v) = (start.to(float32), zeros(37), zeros(37));

        for (var step = 1; step <= 3; step++)
        {
            var g = gradients[step - 1];
            parameter.grad = g;
            optimizer.step();
            optimizer.zero_grad();
            m = (m * 0.9) + (g.to(float32) * 0.1);
            v = (v * 0.999) + (g.to(float32).square() * 0.001);
            var (fairM, fairV) = (m / (1 - Math.Pow(0.9, step)), v / (1 - Math.Pow(0.999, step)));
            expected = ((expected * (1 - (0.01 * 0.1))) - (fairM / (fairV.sqrt() + 1e-8) * 0.01)).to(type).to(float32);
        }

        Assert.Equal(3, optimizer.StepCount);
        Assert.Null(parameter.grad);
        Assert.InRange((parameter.detach().to(float32) - expected).abs().max().item<double>(), 0, type == float32 ? 1e-5 : 0.016);
    }

    [Fact]
    public void Optimizer_Disposed_GivesBackItsAverages()
    {
        using var scope = NewDisposeScope();
        var before = DisposeScopeManager.ThreadLiveTensorCount;
        var parameter = zeros([3], requires_grad: true);

        optim.AdamW([parameter]).Dispose();

        Assert.Equal(before + 1, DisposeScopeManager.ThreadLiveTensorCount);
    }
}
