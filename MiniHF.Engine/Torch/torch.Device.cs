using System.Globalization;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static Device CPU { get; } = new(DeviceType.CPU);

    /// <summary>The first CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA, 0);

    /// <summary>A device by its PyTorch name: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
    public static Device device(string name) => new(name);

    /// <summary>Where a tensor's elements are.</summary>
    public sealed record Device
    {
        /// <param name="type">The kind.</param>
        /// <param name="index">Which of its kind; -1 is the only or current one.</param>
        public Device(DeviceType type, int index = -1)
        {
            this.type = type;
            this.index = index;
        }

        /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; <c>privateuseone</c> is PyTorch's name for one that another library brings.</param>
        /// <exception cref="ArgumentException">The name is none of these.</exception>
        public Device(string name)
        {
            ArgumentNullException.ThrowIfNull(name);
            var parts = name.Split(':');
            (type, index) = parts switch
            {
                ["cpu"] => (DeviceType.CPU, -1),
                ["cuda"] => (DeviceType.CUDA, 0),
                ["privateuseone"] => (DeviceType.PrivateUse1, 0),
                ["cuda", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 128 => (DeviceType.CUDA, n),
                _ => throw new ArgumentException($"'{name}' is no device: use cpu, cuda or cuda:N.", nameof(name)),
            };
        }

        public DeviceType type { get; }

        public int index { get; }

        public override string ToString() => type switch
        {
            DeviceType.CPU => "cpu",
            DeviceType.PrivateUse1 => "privateuseone",
            _ => string.Create(CultureInfo.InvariantCulture, $"cuda:{Math.Max(index, 0)}"),
        };
    }
}
