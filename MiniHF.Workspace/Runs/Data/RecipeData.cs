using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Runs.Data;

/// <summary>What of a file each recipe can learn from, as its trainer sees it.</summary>
internal static class RecipeData
{
    /// <summary>An item as people are shown it; null where the recipe has no use for it.</summary>
    public static RunItem? Shown(TrainingRecipe recipe, DataItem item) => recipe switch
    {
        RewardRecipe or DpoRecipe { Constitution: not null } => PromptOf(item) is { Length: > 0 } prompt ? RunItem.Prompt(prompt, "", []) : null,
        DpoRecipe => item is PreferenceItem { Chosen.Length: > 0, Rejected.Length: > 0 } pair && pair.Chosen != pair.Rejected
            ? RunItem.Pair(pair.Prompt, pair.Chosen, pair.Rejected, "", [])
            : null,
        EvaluatorSftRecipe => item switch
        {
            RatedItem rated => RunItem.Rated(rated.Prompt, rated.Response, rated.IsGood, rated.Question ?? "", rated.IsGood ? "good" : "bad", []),
            ExampleItem example => RunItem.Text(example.Inputs, example.Targets, []),
            _ => null,
        },
        _ => item switch
        {
            TextItem text => RunItem.Text(text.Text, "", []),
            RatedItem { IsGood: true } rated => RunItem.Text(rated.Prompt + rated.Response, "", []),
            ExampleItem example => RunItem.Text($"{example.Inputs}{example.Targets}", "", []),
            PreferenceItem preference => RunItem.Text(preference.Prompt + preference.Chosen, "", []),
            _ => null,
        },
    };

    /// <summary>What it needs instead of what it was given.</summary>
    public static string Needs(TrainingRecipe recipe) => recipe switch
    {
        RewardRecipe or DpoRecipe { Constitution: not null } => "beginnings to write from: texts, or lines of JSON with \"prompt\"",
        DpoRecipe => "pairs: lines of JSON with \"prompt\", \"chosen\" and \"rejected\"",
        EvaluatorSftRecipe => "judged texts: a zip of rated conversations, or lines of JSON with \"inputs\" and \"targets\" (Yes or No)",
        _ => "texts: a zip of text files or conversations, plain text, or lines of JSON with \"text\"",
    };

    /// <summary>What is given to be continued.</summary>
    private static string? PromptOf(DataItem item) => item switch
    {
        PromptItem prompt => prompt.Prompt,
        RatedItem rated => rated.Prompt,
        PreferenceItem preference => preference.Prompt,
        ExampleItem example => example.Inputs,
        TextItem text => text.Text,
        _ => null,
    };
}
