using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Runs;

/// <summary>What is wrong with a plan that can be told without looking at the data.</summary>
public static class RunPlanCheck
{
    public const string Name = "name";
    public const string Sources = "sources";
    public const string Constitution = "constitution";
    public const string Question = "question";
    public const string Recipe = "recipe";

    /// <summary>One line for each part of the form that cannot stay as it is.</summary>
    public static IReadOnlyDictionary<string, string> FindProblems(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Dictionary<string, string> problems = new(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(plan.Name))
        {
            problems[Name] = "Give the run a name: its adapter is called by it.";
        }

        if (plan.Sources.Count == 0)
        {
            problems[Sources] = "There is nothing to learn from yet: add a notebook, a file or a sample.";
        }

        if (ConstitutionOf(plan.Recipe) is { } constitution && FaultOf(constitution) is { } fault)
        {
            problems[Constitution] = fault;
        }

        if (plan.Sources.OfType<NotebookSource>().Where(source => source.Choice == NotebookChoice.Rated).Select(source => FaultOfQuestion(source.Question)).FirstOrDefault(one => one is not null) is { } question)
        {
            problems[Question] = question;
        }

        IReadOnlyList<string> faults = plan.Recipe.FindFaults();
        if (faults.Count > 0 && !problems.ContainsKey(Constitution))
        {
            problems[Recipe] = string.Join(" ", faults);
        }

        return problems;
    }

    /// <summary>The text of the constitution a recipe judges by; null where it judges by none.</summary>
    public static string? ConstitutionOf(TrainingRecipe recipe) => recipe switch
    {
        RewardRecipe reward => reward.Constitution,
        DpoRecipe { Constitution: { } text } => text,
        _ => null,
    };

    private static string? FaultOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "Write at least one principle: a header such as ==[Principle: quiet; Weight: 1.0; Answer: Yes]== and a question below it.";
        }

        try
        {
            MiniHF.Engine.Evaluation.Constitution.Parse(text).RequireResponse();
            return null;
        }
        catch (UserFacingException e)
        {
            return e.Message;
        }
    }

    private static string? FaultOfQuestion(string question)
    {
        if (string.IsNullOrWhiteSpace(question))
        {
            return null;
        }

        EvaluationTemplate template = EvaluationTemplate.Parse(question);
        return template.Count(TemplateSlot.Prompt) > 0 && template.Count(TemplateSlot.Response) + template.Count(TemplateSlot.Text) == 0
            ? "The question shows {prompt} but never {response}, so every answer would be about the beginning alone. Put {response} into it."
            : null;
    }
}
