namespace MiniHF.Engine.Models;

/// <summary>How a model's matrices are kept in memory.</summary>
public enum WeightQuantization
{
    /// <summary>In the type they are stored in.</summary>
    None,

    /// <summary>In 8 bits.</summary>
    Int8,

    /// <summary>In 4 bits; embedding and head in 8.</summary>
    NF4,
}
