using System.CommandLine;
using System.Globalization;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>The verb <c>bench charts</c>: the page of a long tuning run, and what watching it costs.</summary>
internal static class BenchChartsCommand
{
    public static Command Create()
    {
        Option<bool> json = BenchOutput.JsonOption();
        Option<int> steps = new("--steps") { Description = "Steps that the run has behind it.", DefaultValueFactory = _ => 100_000 };
        Option<int> seconds = new("--seconds") { Description = "How long processor time is measured at a stretch.", DefaultValueFactory = _ => 20 };
        steps.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
            {
                result.AddError("--steps must be between 1 and 1,000,000.");
            }
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 5 or > 600)
            {
                result.AddError("--seconds must be between 5 and 600.");
            }
        });
        Command command = new("charts", "The page of a long tuning run in Chromium: opening it, and what watching costs.") { json, steps, seconds };
        command.SetAction(async (parsed, ct) =>
        {
            ChartsFigures figures = await ChartsBenchmark.RunAsync(
                parsed.GetValue(steps), TimeSpan.FromSeconds(parsed.GetValue(seconds)), step => Console.Error.WriteLine($"bench charts: {step}"), ct);
            await BenchOutput.WriteAsync(parsed.GetValue(json), figures, Format);
        });
        return command;
    }

    private static string Format(ChartsFigures figures) => string.Create(CultureInfo.InvariantCulture, $"""
        a run of {figures.Steps:N0} steps with {figures.Metrics} metrics; load {figures.Load:N0}
          its page, to the frame that shows every chart: {figures.ColdMilliseconds:N0} ms the first time, {figures.OpeningMilliseconds:N0} ms from then on, from {figures.FirstBytes / 1024.0:N0} KiB
          a tick of one step: {figures.TickBytes:N0} bytes
          processor time of the server: {figures.IdleMilliseconds:N1} ms a second idle, {figures.UnwatchedMilliseconds:N1} with two ticks a second, {figures.WatchedMilliseconds:N1} with a page that shows them
        """);
}
