using MiniHF.Workspace.Ratings.Statistics;

namespace MiniHF.Workspace.Ratings;

/// <summary>How often people chose the text shown first: with sides drawn by chance, half the time unless the place itself speaks.</summary>
/// <param name="First">Choices of A, the text on the left or above.</param>
/// <param name="Second">Choices of B, the other one.</param>
/// <param name="Equal">Neither.</param>
public sealed record PositionBias(int First, int Second, int Equal)
{
    public int Choices => First + Second;

    public double? Share => Choices > 0 ? (double)First / Choices : null;

    public Interval? Interval => Choices > 0 ? WilsonInterval.Of(First, Choices) : null;

    /// <summary>More than chance explains, 19 times of 20.</summary>
    public bool IsBiased => Interval is { } interval && !interval.Contains(0.5);

    public static PositionBias operator +(PositionBias one, PositionBias other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new PositionBias(one.First + other.First, one.Second + other.Second, one.Equal + other.Equal);
    }
}
