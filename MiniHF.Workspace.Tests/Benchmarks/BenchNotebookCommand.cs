using System.CommandLine;
using System.Globalization;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>The verb <c>bench notebook</c>: how a large tree feels in the browser.</summary>
internal static class BenchNotebookCommand
{
    public static Command Create()
    {
        Option<bool> json = BenchOutput.JsonOption();
        Option<int[]> branches = new("--branches")
        {
            Description = "How large the trees are, one notebook each.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [100, 1_000, 10_000],
        };
        branches.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>() is not { Length: > 0 } sizes || sizes.Any(size => size is < 10 or > 100_000))
            {
                result.AddError("--branches must be between 10 and 100,000.");
            }
        });
        Command command = new("notebook", "Large trees in Chromium: opening, a branch that somebody else writes, scrolling, zoom.") { json, branches };
        command.SetAction(async (parsed, ct) =>
        {
            IReadOnlyList<NotebookFigures> figures = await NotebookBenchmark.RunAsync(
                parsed.GetValue(branches)!, step => Console.Error.WriteLine($"bench notebook: {step}"), ct); // has a default
            await BenchOutput.WriteAsync(parsed.GetValue(json), figures, all => string.Join("\n\n", all.Select(Format)));
        });
        return command;
    }

    private static string Format(NotebookFigures figures) => string.Create(CultureInfo.InvariantCulture, $"""
        {figures.Branches:N0} branches, {figures.Depth} levels, {figures.Events:N0} events
          opened: {figures.ColdMilliseconds:N0} ms to the first drawing after a start of the server, {figures.WarmMilliseconds:N0} ms from then on; {figures.OpeningBytes / 1024.0:N0} KiB
          a branch that somebody else writes: {figures.EventP50Milliseconds:N0} ms p50, {figures.EventP95Milliseconds:N0} ms p95 from its event to its drawing; {figures.BytesPerEvent:N0} bytes each, {figures.BytesPerEventElsewhere:N0} where it is out of sight
          a scroll: {figures.ScrollP50Milliseconds:N0} ms p50, {figures.ScrollP95Milliseconds:N0} ms p95 until the part is drawn
          zoom to all of it: {figures.ZoomMilliseconds:N0} ms, {figures.NodesDrawn:N0} nodes drawn at most
        """);
}
