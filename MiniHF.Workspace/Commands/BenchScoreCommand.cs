using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench score</c>: how fast, and how well, a model answers yes/no questions.</summary>
internal static class BenchScoreCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<string?> model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
        Option<string?> examples = new("--examples") { HelpName = "FILE", Description = "Also answer {\"inputs\": …, \"targets\": \"Yes\"|\"No\"} lines (.jsonl or .jsonl.gz), and count what is right." };
        Command command = new("score", "Questions a second, with and without sharing what was computed.") { json, model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption, examples };
        command.SetAction(async (parsed, ct) =>
        {
            EngineOptions options = EngineSettings.Read(parsed);
            ScoreBenchmark.Report report = await ScoreBenchmark.RunAsync(
                parsed.GetValue(model) ?? options.ModelPath, options, parsed.GetValue(examples), step => Console.Error.WriteLine($"bench score: {step}"), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
        });
        return command;
    }

    private static string Format(ScoreBenchmark.Report report)
    {
        string accuracy = report.Accuracy is { } right
            ? string.Create(CultureInfo.InvariantCulture, $"\n  examples   {right.Rightly,10:P1} of {right.Examples:N0} rightly (always no: {right.AlwaysNo:P1}), {right.QuestionsPerSecond:N0} a second")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {report.Model}, {report.Cores} cores, {report.Shared.Questions} questions
              sharing    {report.Shared.QuestionsPerSecond,10:N0} questions/s, {report.Shared.TokensComputed:N0} tokens computed, {report.Shared.TokensReused:N0} reused
              unshared   {report.Unshared.QuestionsPerSecond,10:N0} questions/s, {report.Unshared.TokensComputed:N0} tokens computed
            """) + accuracy;
    }
}
