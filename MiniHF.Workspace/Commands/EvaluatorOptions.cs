using System.CommandLine;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>The options of every verb that judges texts.</summary>
internal static class EvaluatorOptions
{
    public static readonly Option<string?> Question = new("--question", "-q") { HelpName = "T|@FILE", Description = $"What to ask about a text, such as \"{EvaluationTemplate.DefaultQuestion}\"; with {{prompt}} or {{response}} in it, the whole wording." };
    public static readonly Option<string?> Constitution = new("--constitution") { HelpName = "FILE", Description = "Ask the questions of a constitution instead." };
    public static readonly Option<ScoreCombination> Combine = new("--combine")
    {
        HelpName = "soft-min|mean|bayes",
        Description = "How the answers to several questions become one score.",
        DefaultValueFactory = _ => ScoreCombination.SoftMin,
        CustomParser = result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "soft-min":
                    return ScoreCombination.SoftMin;
                case "mean":
                    return ScoreCombination.Mean;
                case "bayes":
                    return ScoreCombination.Bayes;
                default:
                    result.AddError($"--combine is soft-min, mean or bayes, not \"{result.Tokens[0].Value}\".");
                    return default;
            }
        },
    };

    public static readonly Option<string> Suffix = new("--suffix") { HelpName = "T", Description = "What a question ends with before the model answers.", DefaultValueFactory = _ => EvaluationPrompt.DefaultSuffix };

    public static void AddTo(Command command)
    {
        command.Options.Add(Question);
        command.Options.Add(Constitution);
        command.Options.Add(Combine);
        command.Options.Add(Suffix);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Question) is not null && result.GetValue(Constitution) is not null)
            {
                result.AddError("Give --question or --constitution, not both.");
            }
        });
    }

    /// <summary>What to judge by. Warnings about it go to standard error.</summary>
    /// <exception cref="UserFacingException">It cannot be read; names the file and the line.</exception>
    public static async Task<Constitution> ReadAsync(ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(Constitution) is not string file)
        {
            return MiniHF.Engine.Evaluation.Constitution.FromQuestion(await TextArgument.ReadAsync(parsed.GetValue(Question) ?? EvaluationTemplate.DefaultQuestion, ct));
        }

        Constitution constitution = MiniHF.Engine.Evaluation.Constitution.Parse(await TextArgument.ReadAsync($"@{file.TrimStart('@')}", ct));
        foreach (string warning in constitution.Warnings)
        {
            await Console.Error.WriteLineAsync($"{file}: {warning}");
        }

        return constitution;
    }

    public static IEvaluator Create(ParseResult parsed, Constitution constitution, TextGenerator model, AdapterDescription? adapter) =>
        ConstitutionEvaluator.Create(constitution, parsed.GetValue(Combine), new ModelQuestionAnswerer(model, parsed.GetValue(Suffix)!, adapter?.Name ?? "")); // the suffix has a default
}
