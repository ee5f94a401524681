using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings.Statistics;

namespace MiniHF.Workspace.Ratings;

/// <summary>What people chose when they were shown the same two texts again with the sides swapped.</summary>
/// <param name="SameText">The same text, or neither both times: what they said was of the text.</param>
/// <param name="LeftTwice">A both times, which is the other text: the place spoke.</param>
/// <param name="RightTwice">B both times.</param>
/// <param name="Wavering">Neither in one case and one of them in the other.</param>
public sealed record SwapConsistency(int SameText, int LeftTwice, int RightTwice, int Wavering)
{
    public static SwapConsistency None { get; } = new(0, 0, 0, 0);

    public int Asked => SameText + LeftTwice + RightTwice + Wavering;

    public double? Share => Asked > 0 ? (double)SameText / Asked : null;

    /// <summary>Of the share of the same text.</summary>
    public Interval? Interval => Asked > 0 ? WilsonInterval.Of(SameText, Asked) : null;

    /// <summary>Of all who chose a side twice, more chose one and the same side than chance explains, 19 times of 20.</summary>
    public bool IsLed => LeftTwice + RightTwice is > 0 and var sides && !WilsonInterval.Of(LeftTwice, sides).Contains(0.5);

    public static SwapConsistency operator +(SwapConsistency one, SwapConsistency other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new SwapConsistency(one.SameText + other.SameText, one.LeftTwice + other.LeftTwice, one.RightTwice + other.RightTwice, one.Wavering + other.Wavering);
    }

    /// <summary>Of one judgement and its repetition.</summary>
    public static SwapConsistency Of(Judgement first, Judgement again)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(again);
        int before = Math.Sign(first.Values[1] - first.Values[0]);
        int after = Math.Sign(again.Values[1] - again.Values[0]);
        return (before, after) switch
        {
            _ when before == -after => None with { SameText = 1 },
            (1, 1) => None with { LeftTwice = 1 },
            (-1, -1) => None with { RightTwice = 1 },
            _ => None with { Wavering = 1 },
        };
    }
}
