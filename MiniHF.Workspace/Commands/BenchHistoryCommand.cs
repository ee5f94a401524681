using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench history</c>: how fast any moment of a notebook is there.</summary>
internal static class BenchHistoryCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<int> events = new("--events") { Description = "How long the notebook is.", DefaultValueFactory = _ => 10_000 };
        events.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (>= 100 and <= 1_000_000))
            {
                result.AddError("--events must be between 100 and 1,000,000.");
            }
        });
        Option<string?> read = new("--read") { Hidden = true };
        Option<Guid> notebook = new("--notebook") { Hidden = true };
        Option<string> positions = new("--positions") { Hidden = true, DefaultValueFactory = _ => "" };
        Command command = new("history", "Any moment of a notebook, on a throw-away embedded Postgres.") { json, events, read, notebook, positions };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(read) is { } connectionString)
            {
                await Console.Out.WriteLineAsync(await HistoryReader.ReadAsync(connectionString, parsed.GetValue(notebook), parsed.GetRequiredValue(positions), ct));
                return;
            }

            HistoryBenchmark.Report report = await HistoryBenchmark.RunAsync(
                parsed.GetValue(events),
                step => Console.Error.WriteLine($"bench history: {step}"),
                ct);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
        });
        return command;
    }

    private static string Format(HistoryBenchmark.Report report) => string.Create(CultureInfo.InvariantCulture, $"""
        history of a notebook of {report.Events:N0} events: opened in {report.OpenMilliseconds:N0} ms, {report.Megabytes:N0} MB while it is open
        state at a position: {report.StateP50Milliseconds:N2} ms p50, {report.StateP95Milliseconds:N2} ms p95, {report.StateMostMilliseconds:N1} ms at most; the next event's {report.NextMilliseconds:N3} ms
        in a new process, from the nearest snapshot: the first {report.FirstMilliseconds:N0} ms at most, then {report.ColdP50Milliseconds:N0} ms p50, {report.ColdP95Milliseconds:N0} ms p95
        from the first event on, without any: {report.FoldedP50Milliseconds:N0} ms p50, {report.FoldedP95Milliseconds:N0} ms p95; byte for byte the same in all: {(report.Identical ? "yes" : "NO")}
        snapshots of the past: {report.Ladder.Rungs} states on record, {report.Ladder.States} of them whole in {report.Ladder.Bytes / 1e6:N1} MB, made in {report.Ladder.Seconds:N1} s; the newest state has {report.Ladder.StateBytes / 1e6:N1} MB, the events {report.Ladder.EventBytes / 1e6:N1} MB
        differences between two positions: {report.CompareMilliseconds:N1} ms; a copy of all of it: {report.CopySeconds:N1} s; verified with the copy: {report.VerifySeconds:N1} s; load {report.Load:N0}
        """);
}
