namespace MiniHF.Workspace.Ratings.Statistics;

/// <summary>
/// Strengths from comparisons: the odds that one text is preferred to another are as their strengths (Bradley and Terry, 1952). Found by Newton's
/// steps on the logarithms, with a weak pull to the middle so that a text that won all of its few comparisons is not infinitely good.
/// </summary>
public static class BradleyTerry
{
    /// <summary>Of the pull: a normal prior with a standard deviation of 2 logits.</summary>
    private const double PriorPrecision = 0.25;

    private const int MostSteps = 50;

    /// <summary>For each of the texts, the chance that it is preferred to an average one of them, with its interval.</summary>
    /// <param name="wins">How often the first index was preferred to the second; a tie counts half for both.</param>
    public static IReadOnlyList<(double Chance, Interval Interval)> Strengths(double[,] wins)
    {
        ArgumentNullException.ThrowIfNull(wins);
        int n = wins.GetLength(0);
        double[] strength = new double[n];
        double[,] information = new double[n, n];
        for (int step = 0; step < MostSteps; step++)
        {
            double[] slope = Slope(wins, strength, information);
            double[] change = Solve(information, slope);
            for (int i = 0; i < n; i++)
            {
                strength[i] += Math.Clamp(change[i], -1, 1);
            }

            if (change.All(by => Math.Abs(by) < 1e-10))
            {
                break;
            }
        }

        Slope(wins, strength, information);
        double mean = strength.Average();
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            double middle = strength[i] - mean;
            double reach = WilsonInterval.Z * Math.Sqrt(Variance(information, i));
            return (Sigmoid(middle), new Interval(Sigmoid(middle - reach), Sigmoid(middle + reach)));
        })];
    }

    private static double[] Slope(double[,] wins, double[] strength, double[,] information)
    {
        int n = strength.Length;
        double[] slope = new double[n];
        for (int i = 0; i < n; i++)
        {
            slope[i] = -PriorPrecision * strength[i];
            information[i, i] = PriorPrecision;
            for (int j = 0; j < n; j++)
            {
                if (i != j)
                {
                    double games = wins[i, j] + wins[j, i];
                    double chance = Sigmoid(strength[i] - strength[j]);
                    slope[i] += wins[i, j] - (games * chance);
                    information[i, j] = -games * chance * (1 - chance);
                    information[i, i] -= information[i, j];
                }
            }
        }

        return slope;
    }

    /// <summary>Of a strength less the mean of all: what one of them is against the others, not where the middle lies.</summary>
    private static double Variance(double[,] information, int i)
    {
        int n = information.GetLength(0);
        double[] contrast = [.. Enumerable.Range(0, n).Select(j => (i == j ? 1.0 : 0.0) - (1.0 / n))];
        double[] solved = Solve(information, contrast);
        return Math.Max(0, contrast.Zip(solved, (one, other) => one * other).Sum());
    }

    /// <summary>Cholesky's way: the matrix is symmetric and, by the prior, positive definite.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[,] lower = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                lower[i, j] = i == j ? Math.Sqrt(sum) : sum / lower[j, j];
            }
        }

        double[] result = [.. right];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                result[i] -= lower[i, k] * result[k];
            }

            result[i] /= lower[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                result[i] -= lower[k, i] * result[k];
            }

            result[i] /= lower[i, i];
        }

        return result;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
