using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench generate</c>: how fast this machine continues text.</summary>
internal static class BenchGenerateCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<string?> model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
        Option<string?> adapter = AdapterArgument.Create("--adapter", "Also measures what this LoRA adapter costs a step.");
        Command command = new("generate", "Load, first token, prefill and tokens a second at 1 to 16 branches.") { json, model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption, adapter };
        command.SetAction(async (parsed, ct) =>
        {
            EngineOptions options = EngineSettings.Read(parsed);
            GenerateBenchmark.Report report = await GenerateBenchmark.RunAsync(
                parsed.GetValue(model) ?? options.ModelPath, parsed.GetValue(adapter), options, step => Console.Error.WriteLine($"bench generate: {step}"), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
        });
        return command;
    }

    private static string Format(GenerateBenchmark.Report report)
    {
        string rates = string.Join('\n', report.Rates.Select(rate => string.Create(
            CultureInfo.InvariantCulture,
            $"  {rate.Branches,2} branches {rate.TokensPerSecond,20:N0} tokens/s  ({rate.PromptTokens,3}-token prompt; a step {rate.StepMilliseconds:0.00} ms, reads {rate.GigabytesPerSecond:0.0} GB/s, {rate.ShareOfBandwidth:P0} of memory)")));
        string adapters = string.Concat(report.Adapters.Select(rate => string.Create(
            CultureInfo.InvariantCulture,
            $"\n  adapter        {rate.Ratio,15:0.00} × a step of {rate.Branches} with {rate.Setting} through it  ({rate.StepMilliseconds:0.00} ms, without {rate.BareStepMilliseconds:0.00} ms)")));
        string alternatives = string.Concat(report.Alternatives.Select(rate => string.Create(
            CultureInfo.InvariantCulture,
            $"\n  alternatives   {rate.Ratio,15:0.000} × a step of {rate.Branches} with {rate.Setting} a token  ({rate.StepMilliseconds:0.00} ms, without {rate.BareStepMilliseconds:0.00} ms)")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {report.Model}, {report.Parameters:N0} weights, {report.Cores} cores (load {report.LoadAverage:0.0}), {report.DecodeThreads} thread(s) to decode, {report.PrefillThreads} to prefill
              load           {report.LoadMilliseconds,15:N0} ms
              first token    {report.FirstTokenMilliseconds,15:N1} ms  (warm, 8-token prompt)
              prefill        {report.PrefillTokensPerSecond,15:N0} tokens/s
            {rates}
              8 to 1 branch  {report.RatioOf8To1,15:0.0} ×  ({report.LongRatioOf8To1:0.0} × from the longer prompt)
              next token     {report.WaitBesideAPrompt.AloneMilliseconds,15:0.0} ms alone, {report.WaitBesideAPrompt.TypicalMilliseconds:0.0} ms while another's prompt of {report.WaitBesideAPrompt.PromptTokens} is read, {report.WaitBesideAPrompt.LongestMilliseconds:0.0} ms at most
              dispatch       {report.DispatchShare,15:P0} of a one-branch step
              bandwidth      {report.MemoryGigabytesPerSecond,15:0.0} GB/s of memory, one thread; what lies in the caches is read faster
              memory         {report.ResidentMegabytes,15:N0} MB{alternatives}{adapters}
            """);
    }
}
