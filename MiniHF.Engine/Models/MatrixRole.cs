namespace MiniHF.Engine.Models;

/// <summary>What a matrix does in a model: it decides how few bits it can do with.</summary>
public enum MatrixRole
{
    /// <summary>Multiplies activations inside a block.</summary>
    Layer,

    /// <summary>Turns ids into vectors, and vectors into logits.</summary>
    Vocabulary,
}
