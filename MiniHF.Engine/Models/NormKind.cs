namespace MiniHF.Engine.Models;

/// <summary>How a norm brings a stream to unit size.</summary>
public enum NormKind
{
    /// <summary>Divides by the root of the mean square; a weight, no bias (Zhang and Sennrich 2019).</summary>
    RootMeanSquare,

    /// <summary>Takes the mean away and divides by the deviation; a weight and a bias (Ba et al. 2016).</summary>
    Layer,
}
