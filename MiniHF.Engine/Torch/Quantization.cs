namespace MiniHF.Engine.Torch;

/// <summary>How the elements of a frozen matrix are kept in few bits. The numbers are part of the native library's contract.</summary>
public enum Quantization
{
    /// <summary>8 bits an element, one Float32 scale a row: the largest magnitude is 127.</summary>
    Int8 = 0,

    /// <summary>4 bits an element (NormalFloat, Dettmers et al. 2023), a BFloat16 scale for each 64 of a row: 4.25 bits in all.</summary>
    NormalFloat4 = 1,
}
