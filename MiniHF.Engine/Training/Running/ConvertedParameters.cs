using MiniHF.Engine.Models;

namespace MiniHF.Engine.Training;

/// <summary>Weights of a checkpoint in one type, converted once instead of at every use.</summary>
/// <param name="copies">Whether to take copies also of what needs no converting: what is tuned is written to, and the file is mapped.</param>
internal sealed class ConvertedParameters(CheckpointParameters inner, ScalarType type, bool copies) : ParameterSource, IDisposable
{
    public void Dispose() => inner.Dispose();

    protected override Tensor Create(string name, ParameterInitialization initialization, ReadOnlySpan<long> shape)
    {
        Tensor stored = inner.Get(name, initialization, shape);
        if (stored.dtype == type && !copies)
        {
            return stored;
        }

        using (stored)
        {
            return stored.to(type, copy: true);
        }
    }
}
