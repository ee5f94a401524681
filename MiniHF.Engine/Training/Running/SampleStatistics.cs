namespace MiniHF.Engine.Training;

/// <summary>Numbers that say whether samples still differ from each other.</summary>
internal static class SampleStatistics
{
    /// <summary>Share of different pairs of neighbouring words among all of them, over all texts together (Li et al. 2016).</summary>
    public static double Distinct2(IEnumerable<string> texts)
    {
        HashSet<(string, string)> different = [];
        int all = 0;
        foreach (string text in texts)
        {
            string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (int i = 1; i < words.Length; i++, all++)
            {
                different.Add((words[i - 1], words[i]));
            }
        }

        return all == 0 ? 0 : different.Count / (double)all;
    }

    /// <summary>The deviation of a set of numbers, taken as the whole of them.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
