namespace MiniHF.Engine.Torch;

/// <summary>A safetensors file that cannot be used; the message names the file, the tensor where one is at fault, and the reason.</summary>
public sealed class SafeTensorsException : UserFacingException
{
    public SafeTensorsException(string path, string? tensor, string reason, Exception? inner = null)
        : base(tensor is null ? $"{path}: {reason}." : $"{path}: tensor '{tensor}': {reason}.", inner)
    {
        Path = path;
        Tensor = tensor;
    }

    public string Path { get; }

    public string? Tensor { get; }
}
