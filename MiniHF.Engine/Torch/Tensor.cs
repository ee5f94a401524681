using System.Globalization;
using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>
    /// An array of numbers in libtorch. Freed by <see cref="Dispose"/>, or by the dispose scope it was made in; the garbage
    /// collector is only the last resort. Operations throw <see cref="TorchException"/> with the operation's name.
    /// </summary>
    public sealed partial class Tensor : IDisposable
    {
        private readonly TensorHandle _handle;
        private long[]? _shape;
        private Device? _device;
        private int _dtype = -1;

        internal Tensor(IntPtr tensor)
        {
            _handle = new TensorHandle(tensor, ThreadTensorStatistics.Current);
            DisposeScopeManager.Current?.Add(this);
        }

        /// <summary>False once disposed.</summary>
        public bool IsInvalid => _handle.IsClosed;

        /// <summary>The sizes, one per dimension. The array is the tensor's own: read it, do not write it.</summary>
        public long[] shape
        {
            get
            {
                if (_shape is null)
                {
                    var sizes = new long[Describe().Dimensions];
                    Check(mhf_tensor_sizes(Handle, sizes, sizes.Length));
                    _shape = sizes;
                }

                return _shape;
            }
        }

        public long dim() => shape.Length;

        public long ndim => shape.Length;

        /// <summary>The size of one dimension; negative dimensions count from the end.</summary>
        public long size(int dim) => shape[dim < 0 ? dim + shape.Length : dim];

        /// <summary>Elements from one index to the next, per dimension.</summary>
        public long[] stride()
        {
            var strides = new long[shape.Length];
            Check(mhf_tensor_strides(Handle, strides, strides.Length));
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + shape.Length : dim];

        public ScalarType dtype
        {
            get
            {
                if (_dtype < 0)
                {
                    Describe();
                }

                return (ScalarType)_dtype;
            }
        }

        public Device device
        {
            get
            {
                if (_device is null)
                {
                    Describe();
                }

                return _device!; // Describe sets it or throws.
            }
        }

        public DeviceType device_type => device.type;

        public long NumberOfElements => Describe().Elements;

        public long numel() => Describe().Elements;

        /// <summary>Bytes per element.</summary>
        public long ElementSize => Describe().ElementSize;

        public bool is_contiguous() => Describe().IsContiguous != 0;

        public bool is_floating_point() =>
            dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        /// <summary>The native pointer's owner, for one call.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        internal TensorHandle Handle
        {
            get
            {
                if (_handle.IsClosed)
                {
                    ThrowDisposed();
                }

                return _handle;
            }
        }

        internal DisposeScope? Scope { get; set; }

        internal int ScopeIndex { get; set; }

        public void Dispose()
        {
            Scope?.Remove(this);
            _handle.Dispose();
        }

        /// <summary>Hands the tensor to the scope around the innermost one.</summary>
        public Tensor MoveToOuterDisposeScope() => Scope is { } scope ? scope.MoveToOuter(this) : this;

        /// <summary>Takes the tensor out of every scope: whoever holds it disposes it.</summary>
        public Tensor DetachFromDisposeScope() => Scope is { } scope ? scope.Detach(this) : this;

        public override string ToString() =>
            IsInvalid
                ? "disposed tensor"
                : string.Create(CultureInfo.InvariantCulture, $"[{string.Join('x', shape)}], type = {dtype}, device = {device}");

        internal void ReleaseHandle() => _handle.DangerousRelease();

        private TensorInfo Describe()
        {
            Check(mhf_tensor_describe(Handle, out var info));
            _dtype = info.DType;
            _device ??= info.DeviceType == (int)DeviceType.CPU ? CPU : new Device((DeviceType)info.DeviceType, info.DeviceIndex);
            return info;
        }

        private static void ThrowDisposed() => throw new ObjectDisposedException(
            nameof(Tensor),
            "This tensor was disposed, by Dispose or at the end of the dispose scope it was made in. To keep a tensor past its scope, use MoveToOuterDisposeScope or DetachFromDisposeScope.");
    }
}
