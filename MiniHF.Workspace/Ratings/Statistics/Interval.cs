namespace MiniHF.Workspace.Ratings.Statistics;

/// <summary>Where a figure lies, 19 times of 20.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;
}
