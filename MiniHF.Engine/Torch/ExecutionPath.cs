namespace MiniHF.Engine.Torch;

/// <summary>Which form of the layers' functions a model runs through.</summary>
public enum ExecutionPath
{
    /// <summary>Our kernels, over memory that the processor reads: the fastest there, and a row's bits depend on nothing beside it.</summary>
    HostKernels,

    /// <summary>Tensor operations of libtorch alone, which every device has; nothing reads or writes elements from here.</summary>
    TensorOperations,
}
