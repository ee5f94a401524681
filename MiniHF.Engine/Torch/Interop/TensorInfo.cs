using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>mhf_tensor_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorInfo
{
    internal IntPtr Data;
    internal long Elements;
    internal int Dimensions;
    internal int DType;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int IsContiguous;
    internal int ElementSize;
}
