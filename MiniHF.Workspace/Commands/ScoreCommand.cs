using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf score</c>: what an evaluator makes of a text.</summary>
internal static class ScoreCommand
{
    private static readonly Option<string> s_prompt = new("--prompt", "-p") { HelpName = "T|@FILE", Description = "The text that was continued.", DefaultValueFactory = _ => "" };
    private static readonly Option<string> s_response = new("--response", "-r") { HelpName = "T|@FILE", Description = "The continuation.", DefaultValueFactory = _ => "" };
    private static readonly Option<string?> s_model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
    private static readonly Option<string?> s_adapter = AdapterArgument.CreateJudge("--adapter", "The evaluator's LoRA adapter, in PEFT's layout.");
    private static readonly Option<string[]> s_examples = new("--examples") { HelpName = "FILE", Description = "Questions whose answers are known (.jsonl with inputs and targets, or rated data): how many are answered rightly, by wording. May be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object and nothing else." };
    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Command command = new("score", "Ask an evaluator about a text, or try it on questions whose answers are known.") { s_prompt, s_response, s_examples, s_model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption, s_adapter, s_json };
        EvaluatorOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasText = result.GetResult(s_prompt) is { Implicit: false } || result.GetResult(s_response) is { Implicit: false };
            bool hasExamples = result.GetValue(s_examples) is { Length: > 0 };
            if (hasText == hasExamples)
            {
                result.AddError("score takes --prompt T, --response T or both; or --examples FILE.");
            }

            if (hasExamples && (result.GetValue(EvaluatorOptions.Question) ?? result.GetValue(EvaluatorOptions.Constitution)) is not null)
            {
                result.AddError("Examples bring their own questions: leave --question and --constitution out.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        EngineOptions options = EngineSettings.Read(parsed);
        string directory = parsed.GetValue(s_model) ?? options.ModelPath;
        string? judge = AdapterArgument.Judge(parsed.GetValue(s_adapter), directory);
        if (parsed.GetValue(s_examples) is { Length: > 0 } files)
        {
            await using TextGenerator asked = await TextGenerator.LoadAsync(directory, options, ct);
            AdapterDescription? judging = await AdapterArgument.LoadAsync(asked, judge, ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await ScoreExamples.RunAsync(
                asked, judging, parsed.GetValue(EvaluatorOptions.Suffix)!, files, parsed.GetValue(s_json), ct)); // the suffix has a default
            return 0;
        }

        Constitution constitution = await EvaluatorOptions.ReadAsync(parsed, ct);
        EvaluationCase text = new(
            await TextArgument.ReadAsync(parsed.GetValue(s_prompt)!, ct), // both have defaults
            await TextArgument.ReadAsync(parsed.GetValue(s_response)!, ct));
        await using TextGenerator model = await TextGenerator.LoadAsync(directory, options, ct);
        AdapterDescription? adapter = await AdapterArgument.LoadAsync(model, judge, ct);
        IEvaluator evaluator = EvaluatorOptions.Create(parsed, constitution, model, adapter);

        long start = Stopwatch.GetTimestamp();
        Evaluation evaluation = (await evaluator.EvaluateAsync([text], ct))[0];
        if (evaluation.Failure is string failure)
        {
            throw new UserFacingException($"The text cannot be judged. {failure}");
        }

        Shown shown = new(
            model.Model.Name,
            AdapterArgument.ShortName(adapter),
            evaluation.Score,
            evaluation.Probability,
            JsonNamingPolicy.CamelCase.ConvertName(parsed.GetValue(EvaluatorOptions.Combine).ToString()),
            [.. evaluation.Principles.Select(principle => new ShownPrinciple(
                principle.Name, principle.Logit, principle.Yes, principle.No, principle.Sign > 0 ? "yes" : "no", principle.Weight, principle.Score))],
            evaluation.Cost.Computed,
            evaluation.Cost.Reused,
            evaluation.Cost.Prompt.TotalSeconds,
            Stopwatch.GetElapsedTime(start).TotalSeconds);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(s_json) ? JsonSerializer.Serialize(shown, s_format) : Describe(shown));
        return 0;
    }

    private static string Describe(Shown shown)
    {
        IEnumerable<string> lines = shown.Principles.Select(principle => string.Create(
            CultureInfo.InvariantCulture,
            $"{principle.Logit,8:0.0000}  yes {principle.Yes,6:0.0000}  no {principle.No,6:0.0000}  wanted {principle.Wanted,-3}  weight {principle.Weight:0.##}  {principle.Name.ReplaceLineEndings(" ")}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join('\n', lines)}\nscore {shown.Score:0.0000} ({shown.Probability:0.00%})");
    }

    /// <param name="Adapter">Name of the adapter's directory; null for none.</param>
    /// <param name="Score">Log-odds that the text is as wanted.</param>
    /// <param name="Combination">softMin, mean or bayes.</param>
    /// <param name="TokensComputed">Tokens of all questions that went through the model.</param>
    /// <param name="TokensReused">Those that did not, because what they begin with had been computed.</param>
    /// <param name="PromptSeconds">Until the last question was read.</param>
    private sealed record Shown(
        string Model, string? Adapter, double Score, double Probability, string Combination, IReadOnlyList<ShownPrinciple> Principles, long TokensComputed, long TokensReused,
        double PromptSeconds, double Seconds);

    /// <param name="Logit">Log-odds of "yes".</param>
    /// <param name="Wanted">The wanted answer.</param>
    /// <param name="Score">Log-odds of the wanted answer.</param>
    private sealed record ShownPrinciple(string Name, double Logit, double Yes, double No, string Wanted, double Weight, double Score);
}
