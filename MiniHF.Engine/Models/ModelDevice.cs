using System.Globalization;

namespace MiniHF.Engine.Models;

/// <summary>Finds the device that the settings name.</summary>
public static class ModelDevice
{
    private const string Automatic = "auto";

    /// <summary>Whether a device can be called that, here or elsewhere.</summary>
    public static bool IsName(string name) => name == Automatic || TryParse(name) is not null;

    /// <summary>The device.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>, or <c>auto</c> for the first CUDA device where there is one, else the CPU.</param>
    /// <exception cref="UserFacingException">libtorch finds no such device here.</exception>
    public static Device Resolve(string name)
    {
        int count = name == "cpu" ? 0 : cuda.device_count();
        if (name == Automatic)
        {
            return count > 0 ? CUDA : CPU;
        }

        Device device = TryParse(name) ?? throw new UserFacingException($"{name} is no device: use cpu, cuda, cuda:N or auto.");
        if (device.type == DeviceType.CUDA && device.index >= count)
        {
            throw new UserFacingException(count == 0
                ? $"{EngineOptions.Section}:Device is {name}, and libtorch {__version__} finds no CUDA device here: use cpu, or build against a CUDA libtorch (CONTRIBUTING.md, Another libtorch)."
                : string.Create(CultureInfo.InvariantCulture, $"{EngineOptions.Section}:Device is {name}, and this machine has {count} CUDA device(s), numbered from 0."));
        }

        return device;
    }

    private static Device? TryParse(string name)
    {
        try
        {
            return new Device(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
