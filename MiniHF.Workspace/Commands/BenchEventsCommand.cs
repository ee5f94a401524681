using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench events</c>: how fast the event store appends and folds, beside this machine's bare inserts.</summary>
internal static class BenchEventsCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<double> seconds = new("--seconds") { Description = "How long each rate is measured.", DefaultValueFactory = _ => 2 };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 60))
            {
                result.AddError("--seconds must be between 0.1 and 60.");
            }
        });
        Command command = new("events", "Appends and folds of the event store, on a throw-away embedded Postgres.") { json, seconds };
        command.SetAction(async (parsed, ct) =>
        {
            EventsBenchmark.Report report = await EventsBenchmark.RunAsync(
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                step => Console.Error.WriteLine($"bench events: {step}"),
                ct);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
        });
        return command;
    }

    private static string Format(EventsBenchmark.Report report)
    {
        string rates = string.Join('\n', report.Rates.Select(rate => string.Create(
            CultureInfo.InvariantCulture,
            $"{rate.Writers,8}  {rate.Streams,-18} {rate.AppendsPerSecond,12:N0} {rate.BareInsertsPerSecond,14:N0} {rate.Ratio,8:0.00}")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            PostgreSQL {report.Postgres}, fsync on, {report.Cores} cores
             writers  streams               appends/s  bare inserts/s    ratio
            {rates}
            append on one server → subscriber on another: {report.Feed.P50Milliseconds:N1} ms p50, {report.Feed.P95Milliseconds:N1} ms p95
            fold of a notebook of {report.Fold.Events:N0} events: {report.Fold.ColdMilliseconds:N0} ms cold, {report.Fold.SnapshotMilliseconds:N1} ms from a snapshot, {report.Fold.SnapshotAndTailMilliseconds:N1} ms from one {report.Fold.TailEvents} events back
            snapshot: {report.Fold.SnapshotBytes / 1e6:N1} MB of {report.Fold.Branches:N0} branches and {report.Fold.Tokens:N0} tokens, saved in {report.Fold.SaveMilliseconds:N0} ms
            summaries of {report.Rebuild.Events:N0} events in {report.Rebuild.Notebooks} notebooks made again in {report.Rebuild.Seconds:N1} s (appended in {report.Rebuild.AppendSeconds:N1} s)
            """);
    }
}
