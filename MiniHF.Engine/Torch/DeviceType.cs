namespace MiniHF.Engine.Torch;

/// <summary>Kinds of devices, numbered as in c10.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,

    /// <summary>A device that a library loaded into the process brings: libtorch's hook for hardware it does not know.</summary>
    PrivateUse1 = 19,
}
