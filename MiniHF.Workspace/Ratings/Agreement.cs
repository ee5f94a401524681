using MiniHF.Workspace.Ratings.Statistics;

namespace MiniHF.Workspace.Ratings;

/// <summary>How far people answer the same.</summary>
/// <param name="Units">Things that two or more people judged.</param>
/// <param name="Same">Of all pairs of answers to the same thing, those that are equal.</param>
/// <param name="Compared">All pairs of answers to the same thing.</param>
/// <param name="Alpha">Krippendorff's alpha; null where it cannot be told.</param>
/// <param name="Interval">Where alpha lies, 19 times of 20; null where there is too little to say.</param>
public sealed record Agreement(int Units, int Same, int Compared, double? Alpha, Interval? Interval)
{
    /// <param name="units">For each thing judged, what people answered.</param>
    /// <param name="onScale">Whether answers can be near to each other.</param>
    internal static Agreement Of(IReadOnlyList<IReadOnlyList<int>> units, bool onScale)
    {
        Func<int, int, double> difference = onScale ? KrippendorffAlpha.OnScale : KrippendorffAlpha.Nominal;
        IReadOnlyList<int>[] judged = [.. units.Where(unit => unit.Count > 1)];
        return new Agreement(
            judged.Length,
            judged.Sum(unit => unit.GroupBy(answer => answer).Sum(same => Pairs(same.Count()))),
            judged.Sum(unit => Pairs(unit.Count)),
            KrippendorffAlpha.Of(judged, difference),
            KrippendorffAlpha.IntervalOf(judged, difference));
    }

    private static int Pairs(int count) => count * (count - 1) / 2;
}
