using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Components.Constitutions;

/// <summary>The ways several answers become one score, in words.</summary>
public static class Combinations
{
    public static string NameOf(ScoreCombination combination) => combination switch
    {
        ScoreCombination.Mean => "mean",
        ScoreCombination.Bayes => "Bayes",
        _ => "soft-min",
    };

    public static string MeaningOf(ScoreCombination combination) => combination switch
    {
        ScoreCombination.Mean => "A broken principle can be made up for by others.",
        ScoreCombination.Bayes => "The first principle is the question, the others are evidence for it.",
        _ => "A broken principle is not made up for by others.",
    };
}
