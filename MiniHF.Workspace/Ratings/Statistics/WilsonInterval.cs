namespace MiniHF.Workspace.Ratings.Statistics;

/// <summary>The interval of a share that was counted (Wilson, "Probable inference, the law of succession, and statistical inference", 1927): honest for small counts too.</summary>
public static class WilsonInterval
{
    /// <summary>Of a normal distribution, 95 % lie within so many standard deviations.</summary>
    internal const double Z = 1.959963984540054;

    /// <param name="trials">At least 1.</param>
    public static Interval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)successes, (uint)trials);
        double share = (double)successes / trials;
        double squared = Z * Z;
        double middle = share + (squared / (2 * trials));
        double reach = Z * Math.Sqrt((share * (1 - share) / trials) + (squared / (4.0 * trials * trials)));
        double scale = 1 + (squared / trials);
        // Rounding must not push an end beyond what a share can be.
        return new Interval(Math.Clamp((middle - reach) / scale, 0, share), Math.Clamp((middle + reach) / scale, share, 1));
    }
}
