namespace MiniHF.Engine.Torch;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its elements' type.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record SafeTensorsEntry(string Name, torch.ScalarType Type, IReadOnlyList<long> Shape, long Offset, long Length);
