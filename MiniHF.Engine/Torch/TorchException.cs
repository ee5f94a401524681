namespace MiniHF.Engine.Torch;

/// <summary>libtorch refused an operation.</summary>
/// <param name="operation">The operation, by its PyTorch name.</param>
/// <param name="reason">libtorch's own words, without its backtrace.</param>
public sealed class TorchException(string operation, string reason) : Exception($"torch.{operation}: {reason}")
{
    /// <summary>The operation, by its PyTorch name.</summary>
    public string Operation { get; } = operation;

    /// <summary>libtorch's own words, without its backtrace.</summary>
    public string Reason { get; } = reason;
}
