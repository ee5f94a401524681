using MiniHF.Engine.Generation;
using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Generation;

/// <summary>Drawing in tensor operations, held to <see cref="TokenSampler"/> row by row.</summary>
public sealed class TensorSamplerTests
{
    private const int Vocabulary = 97;

    private static readonly SamplingOptions s_plain = new(Temperature: 1, TopK: 0, TopP: 1, MinP: 0, RepetitionPenalty: 1);

    private static readonly SamplingOptions[] s_settings =
    [
        SamplingOptions.Greedy, s_plain, s_plain with { Temperature = 0.5 }, s_plain with { TopK = 5 }, s_plain with { TopK = 500 }, s_plain with { TopP = 0.7 },
        s_plain with { TopK = 20, TopP = 0.8 }, s_plain with { MinP = 0.1 }, s_plain with { TopP = 0.9, MinP = 0.2 }, s_plain with { RepetitionPenalty = 1.5 },
        new SamplingOptions(), new SamplingOptions(Temperature: 3, TopK: 1), s_plain with { Temperature = 1e-4 },
    ];

    [Fact]
    public void Draw_RowsOfOneKind_GivesTheSamplersTokens()
    {
        Assert.All(s_settings, sampling => AssertAlike([.. Enumerable.Range(0, 60).Select(row => Wish(sampling, row))]));
    }

    [Fact]
    public void Draw_RowsOfAllKinds_GivesTheSamplersTokens()
    {
        AssertAlike([.. Enumerable.Range(0, 120).Select(row => Wish(s_settings[row * 7 % s_settings.Length], row))]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9999999999999999)]
    public void Draw_NumberAtTheEnds_TakesAPossibleToken(double uniform)
    {
        AssertAlike([Wish(s_plain with { MinP = 0.5 }, 1) with { Uniform = uniform }, Wish(s_plain with { TopK = 3 }, 2) with { Uniform = uniform }]);
    }

    [Fact]
    public void Draw_NoNumbersOrNothingLeft_IsSaidOfThatRowAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor([1f, 2, 3, float.NaN, 2, 3, 1, 2, 3], [3, 3]);
        DrawWish wish = new(s_plain, null, [], 0.5, 0);

        TensorDraw[] draws = TensorSampler.Draw(logits, [wish, wish, wish with { Forbidden = [0, 1, 2] }]);

        Assert.InRange(draws[0].Checked().TokenId, 0, 2);
        Assert.Contains("not finite numbers", Assert.Throws<ModelOutputException>(() => draws[1].Checked()).Message, StringComparison.Ordinal);
        Assert.Contains("no token is left", Assert.Throws<ModelOutputException>(() => draws[2].Checked()).Message, StringComparison.Ordinal);
    }

    private static DrawWish Wish(SamplingOptions sampling, int row)
    {
        Random random = new(row);
        return new DrawWish(
            sampling,
            row % 3 == 0 ? null : new SeenTokens(Vocabulary, Enumerable.Range(0, row % 11).Select(_ => random.Next(Vocabulary))),
            row % 2 == 0 ? [] : [random.Next(Vocabulary), random.Next(Vocabulary)],
            random.NextDouble(),
            row % 4);
    }

    private static void AssertAlike(DrawWish[] wishes)
    {
        using DisposeScope scope = NewDisposeScope();
        Random random = new(1);
        float[] logits = [.. Enumerable.Range(0, wishes.Length * Vocabulary).Select(_ => (random.NextSingle() * 8) - 4)];

        TensorDraw[] draws = TensorSampler.Draw(tensor(logits, [wishes.Length, Vocabulary]), wishes);

        TokenSampler sampler = new();
        TokenDistribution distribution = new();
        for (int row = 0; row < wishes.Length; row++)
        {
            ReadOnlySpan<float> scores = logits.AsSpan(row * Vocabulary, Vocabulary);
            sampler.Probabilities(scores, wishes[row].Sampling, wishes[row].Seen, wishes[row].Forbidden, distribution);
            int expected = TokenSampler.Draw(distribution, wishes[row].Uniform);
            DrawnToken drawn = draws[row].Checked();
            float total = sampler.LogSumExp(scores);
            Assert.Equal(expected, drawn.TokenId);
            Assert.Equal(scores[expected] - total, drawn.LogProbability, 1e-5f);
            (ReadOnlyMemory<int> top, Memory<float> topScores) = sampler.Top(scores, wishes[row].Alternatives);
            Assert.Equal(top.ToArray(), drawn.TopIds.ToArray());
            Assert.Equal(topScores.ToArray().Select(score => MathF.Round(score - total, 4)), drawn.TopLogProbabilities.ToArray().Select(p => MathF.Round(p, 4)));
        }
    }
}
