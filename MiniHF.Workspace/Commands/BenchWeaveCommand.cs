using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench weave</c>: what a search costs, and what sharing saves of it.</summary>
internal static class BenchWeaveCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<string?> model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
        Command command = new("weave", "Searches of the server's preset, with and without sharing what was computed.") { json, model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption };
        command.SetAction(async (parsed, ct) =>
        {
            EngineOptions options = EngineSettings.Read(parsed);
            WeaveBenchmark.Report report = await WeaveBenchmark.RunAsync(
                parsed.GetValue(model) ?? options.ModelPath, options, step => Console.Error.WriteLine($"bench weave: {step}"), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
        });
        return command;
    }

    private static string Format(WeaveBenchmark.Report report)
    {
        string cases = string.Join('\n', report.Cases.Select(item => string.Create(
            CultureInfo.InvariantCulture,
            $"{item.PromptTokens,7:N0} {item.Shared.Seconds,8:0.0} s {item.Unshared.Seconds,8:0.0} s {item.Shared.PrefillTokens,10:N0} {item.Unshared.PrefillTokens,10:N0} {item.PrefillOfEachAlone,10:N0} {item.PrefillRatio,7:0.0} × {item.Shared.TokensReused,9:N0} {item.LargestScoreDifference,10:0.0e+0} {item.Shared.PeakMegabytes,8:N0} MB {item.Unshared.PeakMegabytes,6:N0} MB")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {report.Model}, {report.Cores} cores (load {report.LoadAverage:0.0}), "{report.Question}", {report.Parameters.Budget} nodes of {report.Parameters.Tokens} tokens
                              time              prompts and questions, tokens         fewer                           most memory
             prompt    sharing  unshared    sharing   unshared each alone than alone    reused score diff     sharing  unshared
            {cases}
            """);
    }
}
