using MiniHF.Engine.Torch;

namespace MiniHF.Workspace.Tests.Training.Distributed;

/// <summary>The gradient of a run's first step, from the averages its checkpoint keeps: a tenth of the gradient, while nothing clips it.</summary>
internal static class Gradients
{
    private const double Share = 0.1;

    public static IReadOnlyDictionary<string, float[]> OfFirstStep(string workingFolder)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SafeTensorsFile file = SafeTensorsFile.Open(Path.Combine(workingFolder, "checkpoint-00000001", "optimizer.safetensors"));
        return file.Entries.Where(entry => entry.Name.StartsWith("average.", StringComparison.Ordinal)).ToDictionary(
            entry => entry.Name, entry => file.Tensor(entry.Name).data<float>().ToArray().Select(value => (float)(value / Share)).ToArray());
    }

    /// <summary>Asserts that two are the same within a hundred-thousandth; small ones, such as reinforcement has, within a thousandth of the largest number.</summary>
    public static void AssertClose(IReadOnlyDictionary<string, float[]> expected, IReadOnlyDictionary<string, float[]> actual)
    {
        double largest = expected.Values.Max(gradient => gradient.Max(value => (double)Math.Abs(value)));
        Assert.True(largest > 0);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        double apart = expected.Max(pair => pair.Value.Zip(actual[pair.Key]).Max(both => (double)Math.Abs(both.First - both.Second)));
        Assert.True(apart <= Math.Min(1e-5, 1e-3 * largest), FormattableString.Invariant($"{apart} apart, where the largest is {largest}"));
    }
}
