namespace MiniHF.Engine.Evaluation;

/// <summary>How far picking the best of several samples moves a model.</summary>
public static class BestOfN
{
    /// <summary>
    /// Kullback–Leibler divergence, in nats, of the best of <paramref name="n"/> samples from one sample: <c>log n − (n − 1)/n</c>,
    /// which is exact where no two samples score the same, and an upper bound otherwise (Stiennon et al., 2020; Beirami et al., 2024).
    /// </summary>
    public static double Divergence(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return Math.Log(n) - ((n - 1) / (double)n);
    }
}
