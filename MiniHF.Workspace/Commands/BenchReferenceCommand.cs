using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench reference</c>: whether a model gives another implementation's numbers, on whatever device.</summary>
internal static class BenchReferenceCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<string> model = new("--model") { HelpName = "M", Description = "A model directory.", Required = true };
        Option<string> reference = new("--reference") { HelpName = "FILE", Description = "What docker/cuda/reference.py wrote of it.", Required = true };
        Option<double> tolerance = new("--tolerance") { HelpName = "X", Description = "Largest difference of a score. 0.001 in float32; in bfloat16 some tenths.", DefaultValueFactory = _ => 1e-3 };
        Command command = new("reference", "A model's scores and greedy text, beside those of another implementation.")
        {
            json, model, reference, tolerance, EngineSettings.QuantizationOption, EngineSettings.DeviceOption,
        };
        command.SetAction(async (parsed, ct) =>
        {
            ReferenceComparison.Report report = await ReferenceComparison.RunAsync(
                parsed.GetRequiredValue(model), parsed.GetRequiredValue(reference), EngineSettings.Read(parsed), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
            return report.Passes(parsed.GetValue(tolerance)) ? 0
                : throw new UserFacingException(string.Create(
                    CultureInfo.InvariantCulture, $"{report.Model} on {report.Device} differs from the reference by more than {parsed.GetValue(tolerance)}, or writes another greedy text."));
        });
        return command;
    }

    private static string Format(ReferenceComparison.Report report) => string.Create(CultureInfo.InvariantCulture, $"""
        {report.Model} on {report.Device}, {report.ComputeType}
          log-sum-exp    {report.LogSumExpDifference,12:0.0e+0} apart at most, over {report.Positions} positions
          last scores    {report.LogitDifference,12:0.0e+0} apart at most
          greedy text    {report.GreedyAlike,12} of {report.GreedyTokens} tokens alike
        """);
}
