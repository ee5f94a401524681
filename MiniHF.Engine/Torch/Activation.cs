namespace MiniHF.Engine.Torch;

/// <summary>The bend between the two products of a feed-forward layer. The numbers are part of the native contract.</summary>
public enum Activation
{
    /// <summary>x · sigmoid(x).</summary>
    Silu = 0,

    /// <summary>x · P(Z ≤ x) for a standard normal Z (Hendrycks and Gimpel 2016).</summary>
    Gelu = 1,

    /// <summary>The same by its approximation with tanh: GPT-2's and GPT-J's.</summary>
    GeluTanh = 2,

    Relu = 3,
}
