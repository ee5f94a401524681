using System.CommandLine;
using System.Security.Cryptography;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf weave</c>: a search for a good continuation, guided by an evaluator.</summary>
internal static partial class WeaveCommand
{
    public static Command Create()
    {
        Command command = new("weave", "Search for a good continuation, guided by an evaluator.")
        {
            s_prompt, s_method, s_preset, s_tokens, s_budget, s_roundBudget, s_expand, s_beam, s_lookahead, s_temperature, s_result, s_allowEnd,
            s_model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption, s_adapter, s_evaluator, s_evaluatorAdapter, s_seed, s_replay, s_dot, s_json,
        };
        EvaluatorOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(s_prompt) is null) == (result.GetValue(s_replay) is null))
            {
                result.AddError("weave takes --prompt T, --prompt @FILE or --replay FILE, one of them.");
            }
        });
        command.SetAction((parsed, ct) => parsed.GetValue(s_replay) is string file
            ? ReplayAsync(parsed, file, ct)
            : SearchAsync(parsed, ct));
        return command;
    }

    private static async Task<int> ReplayAsync(ParseResult parsed, string file, CancellationToken ct)
    {
        await WeaveReplayOutput.WriteAsync(file, parsed.GetValue(s_dot), parsed.GetValue(s_json), parsed.InvocationConfiguration.Output, ct);
        return 0;
    }

    private static async Task<int> SearchAsync(ParseResult parsed, CancellationToken ct)
    {
        EngineOptions options = EngineSettings.Read(parsed);
        WeaveParameters parameters = ReadParameters(parsed);
        parameters.Validate();
        Constitution constitution = await EvaluatorOptions.ReadAsync(parsed, ct);
        string prompt = await TextArgument.ReadAsync(parsed.GetValue(s_prompt)!, ct); // the validator saw to it
        if (prompt.Length == 0)
        {
            throw new UserFacingException("The prompt is empty: give the text to continue.");
        }

        string directory = parsed.GetValue(s_model) ?? options.ModelPath;
        await using TextGenerator generator = await TextGenerator.LoadAsync(directory, options, ct);
        await using TextGenerator? judge = parsed.GetValue(s_evaluator) is string other && other != directory ? await TextGenerator.LoadAsync(other, options, ct) : null;
        AdapterDescription? adapter = await AdapterArgument.LoadAsync(generator, parsed.GetValue(s_adapter), ct);
        AdapterDescription? judging = await AdapterArgument.LoadAsync(
            judge ?? generator, AdapterArgument.Judge(parsed.GetValue(s_evaluatorAdapter), parsed.GetValue(s_evaluator) ?? directory), ct);

        WeaveOutput shown = new(parsed.InvocationConfiguration.Output, parsed.GetValue(s_json), parsed.GetValue(s_dot), generator);
        WeaveRunner runner = new(
            new ModelBranchWriter(generator, tokenizer: generator.Tokenizer, progress: shown, adapter: adapter?.Name ?? ""),
            EvaluatorOptions.Create(parsed, constitution, judge ?? generator, judging));
        SearchStarted started = new(parameters, prompt, parsed.GetValue(s_seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue))
        {
            Provenance = new WeaveProvenance
            {
                Generator = generator.Model.Name,
                GeneratorHash = generator.Model.Hash,
                GeneratorAdapter = AdapterArgument.ShortName(adapter),
                GeneratorAdapterId = adapter?.Id,
                Sampling = ModelBranchWriter.DefaultSampling,
                Evaluator = (judge ?? generator).Model.Name,
                EvaluatorHash = (judge ?? generator).Model.Hash,
                EvaluatorAdapter = AdapterArgument.ShortName(judging),
                EvaluatorAdapterId = judging?.Id,
                Criteria = constitution.Source,
                Combination = parsed.GetValue(EvaluatorOptions.Combine),
                Suffix = parsed.GetValue(EvaluatorOptions.Suffix)!, // has a default
            },
        };
        WeaveSearch search = WeaveSearch.Start(started);
        shown.Add(started, search);
        try
        {
            await foreach (WeaveEvent happened in runner.RunAsync(search, null, ct))
            {
                search = search.Apply(happened);
                shown.Add(happened, search);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C ends the work; what was found until then is still shown.
            await shown.FinishAsync(search, runner.Cost, CancellationToken.None);
            throw;
        }

        await shown.FinishAsync(search, runner.Cost, ct);
        return 0;
    }
}
