using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Generation;

/// <summary>What a result says it took is its own, whatever else the model does.</summary>
public sealed class RequestCostTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    [Fact]
    public async Task Generate_SecondTime_ReusesThePromptAllButItsLastToken()
    {
        int[] prompt = [.. Enumerable.Range(0, 40).Select(i => 60 + (i * 11 % 190))];

        RequestCost first = await CostAsync(model.Shared, prompt, count: 3, tokens: 5);
        RequestCost second = await CostAsync(model.Shared, prompt, count: 3, tokens: 5);

        Assert.Equal((40 + (3 * 4), 0), (first.Computed, first.Reused));
        Assert.Equal((1 + (3 * 4), 39), (second.Computed, second.Reused));
        Assert.True(first.Prompt > TimeSpan.Zero && first.FirstToken >= first.Prompt);
    }

    [Fact]
    public async Task Generate_BesideAnother_CountsItsOwn()
    {
        RequestCost[] costs = await Task.WhenAll(
            CostAsync(model.Unshared, [.. Enumerable.Range(70, 30)], count: 2, tokens: 6),
            CostAsync(model.Unshared, [.. Enumerable.Range(300, 80)], count: 1, tokens: 3));

        Assert.Equal([(40, 0), (82, 0)], costs.Select(cost => (cost.Computed, cost.Reused)));
    }

    [Fact]
    public async Task Evaluate_TwoQuestionsAboutOneText_SaysWhatTheSecondSaved()
    {
        ConstitutionEvaluator evaluator = new(
            Constitution.FromQuestion("contain dialogue?"), ScoreCombination.SoftMin, new ModelQuestionAnswerer(model.Shared));
        EvaluationCase text = new("It was late, and the lamp in the window of the inn had been put out long before. ", "Nobody came.");

        Engine.Evaluation.Evaluation first = (await evaluator.EvaluateAsync([text], CancellationToken.None))[0];
        Engine.Evaluation.Evaluation again = (await evaluator.EvaluateAsync([text], CancellationToken.None))[0];

        Assert.Equal(first.Cost.Computed + first.Cost.Reused, again.Cost.Computed + again.Cost.Reused);
        Assert.Equal(1, again.Cost.Computed);
        Assert.Equal(TimeSpan.Zero, again.Cost.FirstToken);
    }

    [Fact]
    public async Task Weave_BesideSomebodyElse_CountsTheSearchAlone()
    {
        WeaveParameters parameters = new(Tokens: 4, Budget: 4, RoundBudget: 2, Expand: 2, BeamWidth: 1, MaxLookahead: 1, Temperature: 0.25, WeaveResultChoice.Best, false);
        RequestCost alone = await SearchAsync(parameters);
        Task<RequestCost> other = CostAsync(model.Unshared, [.. Enumerable.Range(300, 120)], count: 4, tokens: 40);

        RequestCost beside = await SearchAsync(parameters);

        await other;
        Assert.Equal((alone.Computed, alone.Reused), (beside.Computed, beside.Reused));
    }

    [Fact]
    public async Task Status_AfterARequest_HasWhatItDid()
    {
        await using TextGenerator generator = await TextGenerator.LoadAsync(TestModels.TinyLlama, new EngineOptions { Threads = 1 }, CancellationToken.None);
        Assert.Equal(EngineStatus.Idle, generator.Engine.Status);

        await CostAsync(generator, [5, 6, 7, 8], count: 2, tokens: 3);
        await CostAsync(generator, [5, 6, 7, 9], count: 1, tokens: 2);
        EngineStatus status = await RestingAsync(generator.Engine);

        Assert.Equal((0, 0, 0), (status.Requests, status.Sequences, status.Waiting));
        Assert.Equal((8L, 3L, 8L, 8L), (status.PromptTokens, status.TokensReused, status.TokensDrawn, status.TokensComputed - 2));
        Assert.Equal(0.375, status.ReusedShare);
        Assert.InRange(status.PrefixBytes, 1, status.PrefixLimit);
    }

    /// <summary>The engine says how things stand when a step is over, a moment after the last piece was handed out.</summary>
    private static async Task<EngineStatus> RestingAsync(GenerationEngine engine)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (engine.Status.Requests > 0 || engine.Status.TokensComputed < engine.TokensComputed)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return engine.Status;
    }

    private async Task<RequestCost> SearchAsync(WeaveParameters parameters)
    {
        WeaveRunner runner = new(
            new ModelBranchWriter(model.Unshared, tokenizer: model.Unshared.Tokenizer),
            new ConstitutionEvaluator(Constitution.FromQuestion("read like a story?"), ScoreCombination.SoftMin, new ModelQuestionAnswerer(model.Unshared)));
        await foreach (WeaveEvent _ in runner.RunAsync(WeaveSearch.Start(new SearchStarted(parameters, "Once upon a time", 3)), null, CancellationToken.None))
        {
        }

        return runner.Cost;
    }

    private static async Task<RequestCost> CostAsync(TextGenerator generator, int[] prompt, int count, int tokens)
    {
        GenerationRequest request = new() { PromptIds = prompt, Count = count, MaxTokens = tokens, MinTokens = tokens, Seed = 5 };
        RequestCost? last = null;
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, CancellationToken.None))
        {
            Assert.Equal(piece.Finish is not null, piece.Cost is not null);
            last = piece.Cost ?? last;
        }

        return last ?? throw new InvalidOperationException("No piece ended a continuation.");
    }
}
