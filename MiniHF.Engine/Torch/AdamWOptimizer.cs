using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

/// <summary>
/// Adam with decoupled weight decay. It keeps two averages a parameter, in Float32 whatever the parameter's type, and owns them; the
/// parameters stay the caller's.
/// </summary>
public sealed class AdamWOptimizer : IDisposable
{
    private readonly torch.Tensor[] _parameters;

    internal AdamWOptimizer(IEnumerable<torch.Tensor> parameters, double lr, double beta1, double beta2, double eps, double weightDecay)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        (LearningRate, Beta1, Beta2, Epsilon, WeightDecay) = (lr, beta1, beta2, eps, weightDecay);
        using var _ = torch.no_grad();
        var averages = new torch.Tensor[_parameters.Length];
        var squares = new torch.Tensor[_parameters.Length];
        for (var i = 0; i < _parameters.Length; i++)
        {
            averages[i] = torch.zeros(_parameters[i].shape, torch.float32, _parameters[i].device).DetachFromDisposeScope();
            squares[i] = torch.zeros(_parameters[i].shape, torch.float32, _parameters[i].device).DetachFromDisposeScope();
        }

        Averages = averages;
        SquareAverages = squares;
    }

    /// <summary>The step size, free to change between steps.</summary>
    public double LearningRate { get; set; }

    public double Beta1 { get; }

    public double Beta2 { get; }

    public double Epsilon { get; }

    public double WeightDecay { get; set; }

    /// <summary>Steps taken. Set it, and copy into the averages, to go on from a checkpoint.</summary>
    public long StepCount { get; set; }

    /// <summary>The running mean of each parameter's gradient, in the parameters' order.</summary>
    public IReadOnlyList<torch.Tensor> Averages { get; }

    /// <summary>The running mean of each gradient's square.</summary>
    public IReadOnlyList<torch.Tensor> SquareAverages { get; }

    /// <summary>One step along the gradients gathered; parameters without one stay as they are.</summary>
    public void step()
    {
        StepCount++;
        for (var i = 0; i < _parameters.Length; i++)
        {
            using var gradient = _parameters[i].grad;
            if (gradient is not null)
            {
                Check(
                    mhf_optim_adamw_(
                        _parameters[i].Handle, gradient.Handle, Averages[i].Handle, SquareAverages[i].Handle, StepCount, LearningRate, Beta1, Beta2, Epsilon,
                        WeightDecay),
                    "AdamW.step");
            }
        }
    }

    /// <summary>Forgets the gradients gathered.</summary>
    public void zero_grad()
    {
        foreach (var parameter in _parameters)
        {
            parameter.zero_grad();
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Averages)
        {
            tensor.Dispose();
        }

        foreach (var tensor in SquareAverages)
        {
            tensor.Dispose();
        }
    }
}
