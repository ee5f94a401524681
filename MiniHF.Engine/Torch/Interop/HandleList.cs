namespace MiniHF.Engine.Torch.Interop;

/// <summary>The native pointers of several tensors, held alive until disposed.</summary>
internal readonly ref struct HandleList
{
    private readonly IReadOnlyList<torch.Tensor> _tensors;
    private readonly Span<IntPtr> _pointers;

    /// <param name="tensors">The tensors.</param>
    /// <param name="pointers">Room for as many pointers as there are tensors.</param>
    internal HandleList(IReadOnlyList<torch.Tensor> tensors, Span<IntPtr> pointers)
    {
        _tensors = tensors;
        _pointers = pointers;
        var held = 0;
        try
        {
            for (; held < tensors.Count; held++)
            {
                var added = false;
                var handle = tensors[held].Handle;
                handle.DangerousAddRef(ref added);
                pointers[held] = handle.DangerousGetHandle();
            }
        }
        catch
        {
            Release(tensors, held);
            throw;
        }
    }

    internal ReadOnlySpan<IntPtr> Pointers => _pointers;

    public void Dispose() => Release(_tensors, _tensors.Count);

    private static void Release(IReadOnlyList<torch.Tensor> tensors, int count)
    {
        for (var i = 0; i < count; i++)
        {
            tensors[i].ReleaseHandle();
        }
    }
}
