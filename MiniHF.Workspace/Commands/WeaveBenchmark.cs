using System.Diagnostics;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Commands;

/// <summary>Runs the same searches with and without what was computed before, and counts.</summary>
internal static class WeaveBenchmark
{
    private const int Seed = 1;
    private const string Opening = "The old man sat by the fire, and the rest of the company drew near to hear his story.";

    /// <summary>Room a search needs beyond its prompt: the longest branch, and the wording of the question.</summary>
    private const int Room = 280;

    private static readonly int[] s_prompts = [256, 1024, 3000];

    /// <param name="TokensComputed">That went through the model.</param>
    /// <param name="PrefillTokens">Of these, prompts and questions.</param>
    /// <param name="TokensReused">Of prompts and questions, taken from what was computed before.</param>
    /// <param name="PeakMegabytes">Of the whole process while it searched, the model included.</param>
    internal sealed record Run(double Seconds, long TokensComputed, long PrefillTokens, long TokensReused, double PeakMegabytes);

    /// <param name="PrefillOfEachAlone">Prompts and questions, if every branch and every question read its own, as the original does.</param>
    /// <param name="PrefillRatio">That, over what sharing computes.</param>
    /// <param name="RequestRatio">Without sharing between requests, over with it; the branches of one request share its prompt in both.</param>
    /// <param name="TimeRatio">Wall time without sharing between requests, over with it.</param>
    /// <param name="LargestScoreDifference">Between the two.</param>
    internal sealed record Case(
        int PromptTokens,
        int Nodes,
        long TokensWritten,
        Run Shared,
        Run Unshared,
        long PrefillOfEachAlone,
        double PrefillRatio,
        double RequestRatio,
        double TimeRatio,
        double LargestScoreDifference);

    /// <param name="LoadAverage">Processes that wanted a processor during the last minute: more than there are cores, and the times are too long.</param>
    internal sealed record Report(string Model, int Cores, double LoadAverage, WeaveParameters Parameters, string Question, IReadOnlyList<Case> Cases);

    public static async Task<Report> RunAsync(string directory, EngineOptions options, Action<string> step, CancellationToken ct)
    {
        List<Case> cases = [];
        string name = "";
        int[] lengths;
        await using (TextGenerator reader = await TextGenerator.LoadAsync(directory, options, ct))
        {
            name = reader.Model.Name;
            int longest = reader.Model.ContextLength - Room;
            lengths = [.. s_prompts.Select(length => Math.Min(length, longest)).Distinct()];
        }

        foreach (int length in lengths)
        {
            step($"{length}-token prompt, sharing");
            Search shared = await SearchAsync(directory, options, length, ct);
            step($"{length}-token prompt, every request by itself");
            Search unshared = await SearchAsync(directory, options with { PrefixMegabytes = 0 }, length, ct);
            cases.Add(Compare(shared, unshared));
        }

        return new Report(name, Environment.ProcessorCount, GenerateBenchmark.LoadAverage(), WeaveParameters.Server, EvaluationTemplate.DefaultQuestion, cases);
    }

    private static Case Compare(Search shared, Search unshared)
    {
        // In the original every continuation reads the whole branch for itself, where one request reads it once for all of its continuations.
        long readAgain = unshared.Events.OfType<NodeExpanded>().Sum(expanded =>
            (expanded.Children.Count - 1L) * (shared.PromptTokens + unshared.Result.Path(expanded.ParentId).Sum(node => node.TokenIds.Count)));
        long alone = unshared.Run.PrefillTokens + readAgain;
        return new Case(
            shared.PromptTokens,
            shared.Result.Nodes.Length - 1,
            shared.Written,
            shared.Run,
            unshared.Run,
            alone,
            alone / (double)shared.Run.PrefillTokens,
            unshared.Run.PrefillTokens / (double)shared.Run.PrefillTokens,
            unshared.Run.Seconds / shared.Run.Seconds,
            shared.Result.Nodes.Zip(unshared.Result.Nodes, (first, second) => Math.Abs(first.Score - second.Score)).Max());
    }

    private static async Task<Search> SearchAsync(string directory, EngineOptions options, int promptTokens, CancellationToken ct)
    {
        await using TextGenerator model = await TextGenerator.LoadAsync(directory, options, ct);
        string prompt = await WritePromptAsync(model, promptTokens, ct);
        WeaveRunner runner = new(
            new ModelBranchWriter(model, tokenizer: model.Tokenizer),
            new ConstitutionEvaluator(Constitution.FromQuestion(EvaluationTemplate.DefaultQuestion), ScoreCombination.SoftMin, new ModelQuestionAnswerer(model)));

        PeakMemory.Reset();
        long start = Stopwatch.GetTimestamp();
        WeaveSearch search = WeaveSearch.Start(new SearchStarted(WeaveParameters.Server, prompt, Seed));
        List<WeaveEvent> events = [];
        await foreach (WeaveEvent happened in runner.RunAsync(search, null, ct))
        {
            search = search.Apply(happened);
            events.Add(happened);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long written = search.Nodes.Sum(node => (long)node.TokenIds.Count);

        // A continuation's first token comes from its prompt's logits and its last one is never computed.
        long decoded = written - (search.Nodes.Length - 1);
        RequestCost cost = runner.Cost;
        Run run = new(seconds, cost.Computed, cost.Computed - decoded, cost.Reused, PeakMemory.Megabytes());
        return new Search(search, events, model.CountTokens(prompt), written, run);
    }

    /// <summary>A text of about so many tokens: the model's own, since it comes with none.</summary>
    private static async Task<string> WritePromptAsync(TextGenerator model, int tokens, CancellationToken ct)
    {
        int more = tokens - model.CountTokens(Opening);
        GenerationRequest request = new() { Prompt = Opening, Count = 1, MaxTokens = more, MinTokens = more, Seed = Seed };
        string text = Opening;
        await foreach (GeneratedPiece piece in model.GenerateAsync(request, ct))
        {
            text += piece.Text;
        }

        return text;
    }

    private sealed record Search(WeaveSearch Result, IReadOnlyList<WeaveEvent> Events, int PromptTokens, long Written, Run Run);
}
