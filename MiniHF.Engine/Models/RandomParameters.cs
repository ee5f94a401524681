namespace MiniHF.Engine.Models;

/// <summary>Fresh weights from a seed: for training from nothing, and for tests.</summary>
/// <param name="seed">The same seed gives the same weights.</param>
/// <param name="deviation">Standard deviation of the normal ones.</param>
/// <param name="device">Where they go; the CPU unless said. They are drawn on the CPU, so that they are the same anywhere.</param>
public sealed class RandomParameters(long seed, double deviation, ScalarType type = float32, Device? device = null) : ParameterSource(device)
{
    private int _made;

    protected override Tensor Create(string name, ParameterInitialization initialization, ReadOnlySpan<long> shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor fresh = empty(shape);
        switch (initialization)
        {
            case ParameterInitialization.Zeros:
                fresh.zero_();
                break;
            case ParameterInitialization.Ones:
                fresh.fill_(1);
                break;
            default:
                using (Generator generator = new(seed + _made))
                {
                    fresh.normal_(0, deviation, generator);
                }

                break;
        }

        _made++;
        return fresh.to(type).to(Device).MoveToOuterDisposeScope();
    }
}
