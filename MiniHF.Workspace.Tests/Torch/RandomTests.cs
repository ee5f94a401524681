using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

public sealed class RandomTests
{
    [Fact]
    public void Generators_OfOneSeed_GiveOneStream()
    {
        using var scope = NewDisposeScope();
        using var a = new Generator(7);
        using var b = new Generator(7);
        using var other = new Generator(8);

        var first = randn([10], generator: a);

        Assert.True(first.equal(randn([10], generator: b)));
        Assert.False(first.equal(randn([10], generator: other)));
        Assert.False(first.equal(randn([10], generator: a)));
        Assert.Equal(7, a.initial_seed());
    }

    [Fact]
    public void State_SetAgain_RepeatsWhatFollowed()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var state = generator.get_state();
        var first = rand([5], generator: generator);

        generator.set_state(state);

        Assert.True(first.equal(rand([5], generator: generator)));
    }

    [Fact]
    public void Multinomial_WeightsOfZero_AreNeverDrawn()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);

        var drawn = tensor([0f, 1, 0, 3]).multinomial(200, replacement: true, generator);

        Assert.Equal([1L, 3L], drawn.data<long>().ToArray().Distinct().Order());
    }

    [Fact]
    public void KaimingUniform_OfAMatrix_StaysWithinItsBound()
    {
        using var scope = NewDisposeScope();
        var weight = empty([50, 24], requires_grad: true);

        nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));

        Assert.InRange(weight.abs().max().item<double>(), 0.15, 1 / Math.Sqrt(24));
    }

    /// <summary>The number belongs to the process where nothing was chosen on a thread, and other tests choose too: only what this thread chose can be told.</summary>
    [Fact]
    public void Threads_Chosen_AreThatMany()
    {
        set_num_threads(1);

        Assert.Equal(1, get_num_threads());
    }
}
