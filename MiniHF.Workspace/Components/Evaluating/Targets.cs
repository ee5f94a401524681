using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Evaluating;

/// <summary>What an evaluate cell may score, in words.</summary>
public static class Targets
{
    public static IReadOnlyList<(EvaluationTarget Target, string Name)> All { get; } =
    [
        (EvaluationTarget.Continuations, "the continuations of what I read"),
        (EvaluationTarget.Ends, "every end of the branches"),
        (EvaluationTarget.Path, "what I read, piece by piece"),
        (EvaluationTarget.Bookmarks, "the bookmarks"),
        (EvaluationTarget.Chosen, "branches I choose"),
    ];
}
