using System.CommandLine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Commands;

/// <summary>The training verbs: <c>sft-generator</c>, <c>sft-evaluator</c>, <c>dpo-generator</c>, <c>rlaif-generator</c> and <c>pretrain</c>.</summary>
internal static class TrainingCommands
{
    private const string AnyConstitution = "-";

    public static IEnumerable<Command> Create() => [SftGenerator(), SftEvaluator(), DpoGenerator(), RlaifGenerator(), Pretrain()];

    private static Command SftGenerator()
    {
        Command command = new("sft-generator", "Teach a generator to write like your data.");
        Option<string[]> data = Files("--user-dataset", "What to learn: MiniHF's .zip, a conversation, .jsonl, or text; each may be .gz.");
        Option<string[]> bulk = new("--pretraining-dataset") { HelpName = "FILE", Description = "Bulk text that small data is topped up with.", DefaultValueFactory = _ => [] };
        Option<long> tokens = new("--top-up-tokens") { HelpName = "N", Description = "Top up to so many tokens.", DefaultValueFactory = _ => new GeneratorSftRecipe().TopUpTokens };
        command.Options.Add(data);
        command.Options.Add(bulk);
        command.Options.Add(tokens);
        TrainingOptions options = new(command, new GeneratorSftRecipe(), "--output");
        command.SetAction((parsed, ct) => RunAsync(parsed, options, options.ToJob(
            parsed, new GeneratorSftRecipe { TopUpTokens = parsed.GetValue(tokens) }, parsed.GetRequiredValue(data)) with
        {
            TopUp = [.. parsed.GetRequiredValue(bulk).Select(file => new DataSource(file))],
        }, ct));
        return command;
    }

    private static Command SftEvaluator()
    {
        Command command = new("sft-evaluator", "Teach an evaluator to answer yes or no.");
        Option<string[]> data = Files("--dataset", "Examples: .jsonl with inputs and targets, or rated data of MiniHF; each may be .gz.");
        Option<int> examples = new("--examples") { HelpName = "N", Description = "Most examples to learn from.", DefaultValueFactory = _ => new EvaluatorSftRecipe().Examples };
        command.Options.Add(data);
        command.Options.Add(examples);
        TrainingOptions options = new(command, new EvaluatorSftRecipe(), "--output-dir", "evaluator");
        command.SetAction((parsed, ct) => RunAsync(
            parsed, options, options.ToJob(parsed, new EvaluatorSftRecipe { Examples = parsed.GetValue(examples) }, parsed.GetRequiredValue(data)), ct));
        return command;
    }

    private static Command DpoGenerator()
    {
        Command command = new("dpo-generator", "Teach a generator what is preferred: given pairs, or pairs it draws and a constitution judges.");
        Option<string[]> pairs = new("--preferences") { HelpName = "FILE", Description = "Pairs: .jsonl with prompt, chosen and rejected.", DefaultValueFactory = _ => [] };
        Option<double> weight = new("--kl-weight") { HelpName = "B", Description = "How dear it is to leave the reference (β).", DefaultValueFactory = _ => new DpoRecipe().Beta };
        Option<double> smoothing = new("--label-smoothing") { HelpName = "E", Description = "How often a preference is believed to be wrong.", DefaultValueFactory = _ => 0 };
        (Option<string?> constitution, Option<string[]> prompts, Option<string?> evaluator) = Judging(command, isRequired: false);
        Option<int> length = Length();
        foreach (Option option in (Option[])[pairs, weight, smoothing, length])
        {
            command.Options.Add(option);
        }

        TrainingOptions options = new(command, new DpoRecipe(), "--output-path");
        command.Validators.Add(result =>
        {
            if ((result.GetValue(constitution) is null) == (result.GetValue(pairs) is { Length: 0 }))
            {
                result.AddError("dpo-generator takes --preferences, or --constitution and --prompts.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            DpoRecipe recipe = new()
            {
                Beta = parsed.GetValue(weight),
                LabelSmoothing = parsed.GetValue(smoothing),
                Length = parsed.GetValue(length),
                Constitution = parsed.GetValue(constitution) is { } file ? await TextArgument.ReadAsync($"@{file}", ct) : null,
            };
            string[] data = recipe.Constitution is null ? parsed.GetRequiredValue(pairs) : parsed.GetRequiredValue(prompts);
            TrainingJob job = options.ToJob(parsed, recipe, data);
            return await RunAsync(
                parsed, options, recipe.Constitution is null ? job : job with { EvaluatorAdapter = AdapterArgument.Judge(parsed.GetValue(evaluator), job.ModelDirectory) }, ct);
        });
        return command;
    }

    private static Command RlaifGenerator()
    {
        Command command = new("rlaif-generator", "Move a generator towards a constitution by reinforcement.");
        (Option<string?> constitution, Option<string[]> prompts, Option<string?> evaluator) = Judging(command, isRequired: true);
        Option<string> method = new("--method") { HelpName = "rlaif|rloo|grpo", Description = "One sample a prompt, or several compared with each other.", DefaultValueFactory = _ => "rlaif" };
        method.AcceptOnlyFromAmong("rlaif", "rloo", "grpo");
        Option<int> generations = new("--generations") { HelpName = "K", Description = "Samples of each prompt, for rloo and grpo.", DefaultValueFactory = _ => 8 };
        Option<double> weight = new("--kl-weight") { HelpName = "W", Description = "Weight of the divergence from the reference.", DefaultValueFactory = _ => 1 };
        Option<double> temperature = new("--temperature") { HelpName = "T", Description = "Divides the logits when samples are drawn.", DefaultValueFactory = _ => 1 };
        Option<bool> unguarded = new("--no-guard") { Description = "Let the run go on when it collapses, as the original does." };
        Option<bool> average = new("--moving-average") { Description = "The original's baseline, for rlaif, instead of the mean of the other samples." };
        Option<int> length = Length();
        foreach (Option option in (Option[])[method, generations, weight, temperature, unguarded, average, length])
        {
            command.Options.Add(option);
        }

        TrainingOptions options = new(command, new RlaifRecipe { Constitution = AnyConstitution }, "--output-path");
        command.SetAction(async (parsed, ct) =>
        {
            string text = await TextArgument.ReadAsync($"@{parsed.GetValue(constitution)}", ct);
            RewardRecipe recipe = parsed.GetValue(method) == "rlaif"
                ? new RlaifRecipe { Constitution = text, Baseline = parsed.GetValue(average) ? RewardBaseline.MovingAverage : RewardBaseline.LeaveOneOut }
                : new GrpoRecipe
                {
                    Constitution = text,
                    Generations = parsed.GetValue(generations),
                    Advantage = parsed.GetValue(method) == "rloo" ? GroupAdvantage.Rloo : GroupAdvantage.Grpo,
                };
            recipe = recipe with
            {
                Length = parsed.GetValue(length),
                KlWeight = parsed.GetValue(weight),
                Temperature = parsed.GetValue(temperature),
                Guard = parsed.GetValue(unguarded) ? null : new CollapseGuardSettings(),
            };
            TrainingJob job = options.ToJob(parsed, recipe, parsed.GetRequiredValue(prompts));
            return await RunAsync(parsed, options, job with { EvaluatorAdapter = AdapterArgument.Judge(parsed.GetValue(evaluator), job.ModelDirectory) }, ct);
        });
        return command;
    }

    private static Command Pretrain()
    {
        Command command = new("pretrain", "Train all weights of a model on text.");
        Option<string[]> data = Files("--dataset", "Text, with <|endoftext|> between documents; may be .gz.");
        Option<bool> fresh = new("--from-scratch") { Description = "Begin with fresh weights of the model's shape." };
        command.Options.Add(data);
        command.Options.Add(fresh);
        TrainingOptions options = new(command, new PretrainRecipe(), "--output");
        command.SetAction((parsed, ct) => RunAsync(
            parsed, options, options.ToJob(parsed, new PretrainRecipe { FromScratch = parsed.GetValue(fresh) }, parsed.GetRequiredValue(data)), ct));
        return command;
    }

    private static (Option<string?> Constitution, Option<string[]> Prompts, Option<string?> Evaluator) Judging(Command command, bool isRequired)
    {
        Option<string?> constitution = new("--constitution") { HelpName = "FILE", Description = "What samples are judged by.", Required = isRequired };
        Option<string[]> prompts = new("--prompts") { HelpName = "FILE", Description = "What is continued: texts between <|endprompt|>, or .jsonl with prompt.", Required = isRequired };
        if (!isRequired)
        {
            prompts.DefaultValueFactory = _ => [];
        }

        Option<string?> evaluator = AdapterArgument.CreateJudge("--evaluator", "The adapter that judges.");
        command.Options.Add(constitution);
        command.Options.Add(prompts);
        command.Options.Add(evaluator);
        return (constitution, prompts, evaluator);
    }

    private static Option<string[]> Files(string name, string description) =>
        new(name) { HelpName = "FILE", Description = $"{description} May be given several times.", Required = true };

    private static Option<int> Length() => new("--length") { HelpName = "N", Description = "Tokens of a sample.", DefaultValueFactory = _ => 64 };

    private static async Task<int> RunAsync(ParseResult parsed, TrainingOptions options, TrainingJob job, CancellationToken ct)
    {
        TrainingOutput output = new(job.Recipe.Name, options.IsJson(parsed));
        await using LocalProcesses processes = await options.Distributed.JoinAsync(parsed, ct);
        TrainingOutcome outcome = await Trainer.RunAsync(job, processes.Group, output, ct);
        output.End(outcome, processes.Group);
        return 0;
    }
}
