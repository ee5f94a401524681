namespace MiniHF.Engine.Torch;

/// <summary>Kinds of devices, numbered as in c10.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
}
