using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench quantization</c>: what 8 and 4 bits a weight cost and save.</summary>
internal static class BenchQuantizationCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<string?> model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
        Option<string?> text = new("--text") { HelpName = "FILE", Description = "Also measure the perplexity of a text (.txt or .txt.gz)." };
        Option<int> textTokens = Number("--text-tokens", "Most tokens of it.", 65536, 1024, 1 << 24);
        Option<int> tokens = Number("--tokens", "Tokens of a branch.", 64, 2, 1024);
        Command command = new("quantization", "Bytes, perplexity, load and speed of the model as it is, in 8 bits and in 4.") { json, model, text, textTokens, tokens };
        command.SetAction(async (parsed, ct) =>
        {
            EngineOptions options = EngineSettings.Read();
            QuantizationBenchmark.Report report = await QuantizationBenchmark.RunAsync(
                parsed.GetValue(model) ?? options.ModelPath, options, parsed.GetValue(text), parsed.GetValue(textTokens), parsed.GetValue(tokens),
                step => Console.Error.WriteLine($"bench quantization: {step}"), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value, int least, int most)
    {
        Option<int> option = new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be {least} to {most}."));
            }
        });
        return option;
    }

    private static string Format(QuantizationBenchmark.Report report)
    {
        double? plain = report.Modes[0].Perplexity;
        string modes = string.Join('\n', report.Modes.Select(mode => string.Create(
            CultureInfo.InvariantCulture,
            $"  {mode.Quantization,-5} {mode.Precision,-9} {mode.WeightBytes / 1e6,9:N1} MB {mode.LoadMilliseconds,9:N0} ms {mode.Perplexity,9:0.000} {mode.Perplexity / plain - 1,8:+0.00%;-0.00%} {mode.DecodeOne,9:N1} {mode.DecodeEight,9:N1} {mode.PrefillTokensPerSecond,9:N0} {mode.GigabytesPerSecond,7:0.0} GB/s {mode.DecodeThreads,3}")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {report.Model}, {report.Parameters:N0} weights, {report.Cores} cores (load {report.LoadAverage:0.0}), memory {report.MemoryGigabytesPerSecond:0.0} GB/s on one thread, perplexity over {report.TextTokens:N0} tokens
              kept  computed in   weights         load  perplexity         1 branch  8 branches  prefill    reads  threads
            {modes}
            """);
    }
}
