namespace MiniHF.Engine.Weave;

/// <summary>
/// The functions of log-probabilities a search is made of, accurate where a difference of nearly equal numbers would not be:
/// the runtime has no <c>log1p</c> and <c>expm1</c> of its own, and what it offers under those names is the plain formula.
/// </summary>
internal static class WeaveMath
{
    /// <summary>Below it <c>log(1 − e^a)</c> is best taken from the left form, above it from the right one (Mächler, 2012).</summary>
    private const double Log1MExpSwitch = -0.693;

    /// <summary>From here on <c>log(1 + e^a)</c> is <c>a</c> in double precision's eyes.</summary>
    private const double Log1PExpSwitch = 18;

    /// <summary><c>log Σ e^x</c>; −∞ for nothing, and for nothing but −∞.</summary>
    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        double max = double.NegativeInfinity;
        foreach (double value in values)
        {
            max = Math.Max(max, value);
        }

        if (double.IsNegativeInfinity(max))
        {
            return max;
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - max);
        }

        return max + Math.Log(sum);
    }

    /// <summary><c>log(1 − e^a)</c>: NaN above 0, −∞ at 0.</summary>
    public static double Log1MExp(double a) => a switch
    {
        > 0 => double.NaN,
        0 => double.NegativeInfinity,
        > Log1MExpSwitch => Math.Log(-ExpM1(a)),
        _ => Log1P(-Math.Exp(a)),
    };

    /// <summary><c>log(1 + e^a)</c>.</summary>
    public static double Log1PExp(double a) => a < Log1PExpSwitch ? Log1P(Math.Exp(a)) : a;

    /// <summary><c>log(1 + x)</c>, accurate for small x (W. Kahan; HP-15C Advanced Functions Handbook, 1982).</summary>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary><c>e^x − 1</c>, accurate for small x (W. Kahan, as above).</summary>
    public static double ExpM1(double x)
    {
        double u = Math.Exp(x);
        double difference = u - 1;
        return u == 1 ? x : difference == -1 || double.IsInfinity(u) ? difference : difference * x / Math.Log(u);
    }
}
