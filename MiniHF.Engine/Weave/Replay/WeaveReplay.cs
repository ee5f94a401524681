namespace MiniHF.Engine.Weave.Replay;

/// <summary>A search that was run again.</summary>
/// <param name="Distance">Largest difference of any number from the nodes the script came with, ∞ where anything else differs; null where it came with none.</param>
public sealed record WeaveReplay(WeaveReport Report, double? Distance)
{
    /// <summary>Two computations of one search agree to this.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>Whether the search ended as the script says it must.</summary>
    public bool IsFaithful => Distance is null or <= Tolerance;
}
