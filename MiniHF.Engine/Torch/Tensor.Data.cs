using System.Runtime.CompilerServices;
using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        /// <summary>
        /// The elements themselves, without a copy, valid while the tensor is. <see cref="ushort"/> stands for the bits of BFloat16.
        /// </summary>
        /// <exception cref="InvalidOperationException">The tensor is not a contiguous one on the processor, or T is not its type.</exception>
        public unsafe Span<T> data<T>()
            where T : unmanaged
        {
            var info = Describe();
            if (!Matches<T>((ScalarType)info.DType))
            {
                throw new InvalidOperationException($"The tensor's elements are {dtype}, not {typeof(T).Name}.");
            }

            return new Span<T>((void*)Plain(info), checked((int)info.Elements));
        }

        /// <summary>The bytes of the elements, whatever their type.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Describe();
                return new Span<byte>((void*)Plain(info), checked((int)(info.Elements * info.ElementSize)));
            }
        }

        /// <summary>A pointer to the elements and their number of bytes, for more than a span can hold.</summary>
        internal (IntPtr Data, long Bytes) DangerousBytes()
        {
            var info = Describe();
            return (Plain(info), info.Elements * info.ElementSize);
        }

        /// <summary>The single element.</summary>
        public T item<T>()
            where T : unmanaged
        {
            Check(mhf_tensor_item(Handle, out var floating, out var integral));
            if (typeof(T) == typeof(float))
            {
                var value = (float)floating;
                return Unsafe.As<float, T>(ref value);
            }

            if (typeof(T) == typeof(double))
            {
                return Unsafe.As<double, T>(ref floating);
            }

            if (is_floating_point())
            {
                throw new InvalidOperationException($"The tensor's element is {dtype}, not {typeof(T).Name}.");
            }

            if (typeof(T) == typeof(long))
            {
                return Unsafe.As<long, T>(ref integral);
            }

            if (typeof(T) == typeof(int))
            {
                var value = checked((int)integral);
                return Unsafe.As<int, T>(ref value);
            }

            if (typeof(T) == typeof(bool))
            {
                var value = integral != 0;
                return Unsafe.As<bool, T>(ref value);
            }

            throw new NotSupportedException($"An element cannot be read as {typeof(T).Name}: use float, double, long, int or bool.");
        }

        public float ToSingle() => item<float>();

        public double ToDouble() => item<double>();

        public long ToInt64() => item<long>();

        public bool ToBoolean() => item<bool>();

        private static bool Matches<T>(ScalarType type) => type switch
        {
            ScalarType.Float32 => typeof(T) == typeof(float),
            ScalarType.Float64 => typeof(T) == typeof(double),
            ScalarType.Float16 => typeof(T) == typeof(Half),
            ScalarType.BFloat16 => typeof(T) == typeof(ushort),
            ScalarType.Int64 => typeof(T) == typeof(long),
            ScalarType.Int32 => typeof(T) == typeof(int),
            ScalarType.Int16 => typeof(T) == typeof(short),
            ScalarType.Int8 => typeof(T) == typeof(sbyte),
            ScalarType.Byte => typeof(T) == typeof(byte),
            ScalarType.Bool => typeof(T) == typeof(bool),
            _ => false,
        };

        private IntPtr Plain(in TensorInfo info)
        {
            if (info.DeviceType != (int)DeviceType.CPU)
            {
                throw new InvalidOperationException($"The tensor's elements are on {device}: call cpu() first.");
            }

            if (info.IsContiguous == 0)
            {
                throw new InvalidOperationException("The tensor is a view whose elements are not side by side: call contiguous() first.");
            }

            return info.Data;
        }
    }
}
