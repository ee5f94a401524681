using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Ratings.Statistics;

/// <summary>
/// How far people agree beyond chance: 1 always, 0 as dice would, below 0 less than dice. For any number of people who need not all have judged
/// everything (Krippendorff, "Computing Krippendorff's alpha-reliability", 2011).
/// </summary>
public static class KrippendorffAlpha
{
    private const int Resamples = 500;

    /// <summary>Answers that are the same or not: a thumb, a choice.</summary>
    public static double Nominal(int one, int other) => one == other ? 0 : 1;

    /// <summary>Answers on a scale: 4 is nearer to 5 than to 1.</summary>
    public static double OnScale(int one, int other) => (double)(one - other) * (one - other);

    /// <summary>Null where nothing was judged twice, or where all answers are the same: then chance would agree as well.</summary>
    /// <param name="units">For each thing judged, what people answered.</param>
    /// <param name="difference">How far apart two answers are: <see cref="Nominal"/> or <see cref="OnScale"/>.</param>
    public static double? Of(IEnumerable<IReadOnlyList<int>> units, Func<int, int, double> difference)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(difference);
        Unit[] judged = Units(units, difference, out int[] answers);
        return Of(judged, answers, difference, Enumerable.Range(0, judged.Length));
    }

    /// <summary>
    /// The middle 95 % of what other things to judge, drawn from these with replacement, would have given (the bootstrap). Null where that says nothing.
    /// The same answers give the same interval.
    /// </summary>
    public static Interval? IntervalOf(IEnumerable<IReadOnlyList<int>> units, Func<int, int, double> difference)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(difference);
        Unit[] judged = Units(units, difference, out int[] answers);
        if (judged.Length < 2)
        {
            return null;
        }

        int[] drawn = new int[judged.Length];
        List<double> alphas = [];
        for (int resample = 0; resample < Resamples; resample++)
        {
            for (int i = 0; i < drawn.Length; i++)
            {
                drawn[i] = (int)(RandomStream.Uniform(seed: 1, resample, i) * judged.Length);
            }

            if (Of(judged, answers, difference, drawn) is { } alpha)
            {
                alphas.Add(alpha);
            }
        }

        if (alphas.Count < Resamples / 2)
        {
            return null;
        }

        alphas.Sort();
        return new Interval(alphas[(int)(0.025 * (alphas.Count - 1))], alphas[(int)Math.Ceiling(0.975 * (alphas.Count - 1))]);
    }

    private static double? Of(Unit[] units, int[] answers, Func<int, int, double> difference, IEnumerable<int> which)
    {
        double[] counts = new double[answers.Length];
        double observed = 0;
        foreach (int at in which)
        {
            Unit unit = units[at];
            observed += unit.Disagreement;
            for (int answer = 0; answer < counts.Length; answer++)
            {
                counts[answer] += unit.Counts[answer];
            }
        }

        double all = counts.Sum();
        double expected = 0;
        for (int one = 0; one < counts.Length; one++)
        {
            for (int other = 0; other < counts.Length; other++)
            {
                expected += counts[one] * counts[other] * difference(answers[one], answers[other]);
            }
        }

        return all > 1 && expected > 0 ? 1 - (observed * (all - 1) / expected) : null;
    }

    private static Unit[] Units(IEnumerable<IReadOnlyList<int>> units, Func<int, int, double> difference, out int[] answers)
    {
        IReadOnlyList<int>[] judged = [.. units.Where(unit => unit.Count > 1)];
        int[] known = [.. judged.SelectMany(unit => unit).Distinct().Order()];
        answers = known;
        return [.. judged.Select(unit => new Unit(
            [.. known.Select(answer => unit.Count(given => given == answer))],
            unit.Sum(one => unit.Sum(other => difference(one, other))) / (unit.Count - 1)))];
    }

    /// <param name="Counts">How often each answer was given.</param>
    /// <param name="Disagreement">Of all ordered pairs of its answers, shared out over its answers.</param>
    private sealed record Unit(int[] Counts, double Disagreement);
}
