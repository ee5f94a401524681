using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>
/// What judgements given twice, with the sides swapped, say of a text. Who says the same again said it once; who says the opposite was led by the
/// place, and both together say nothing.
/// </summary>
public static class RepeatedJudgements
{
    /// <summary>Whether a judgement says something that the one it repeats did not say already.</summary>
    public static bool SaysMore(NotebookState state, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        return FirstOf(state, judgement) is not { } first
            || judgement.Compare(first.Shown[0], first.Shown[1]) != first.Compare(first.Shown[0], first.Shown[1]);
    }

    /// <summary>The judgement it repeats, where that still counts; null otherwise.</summary>
    public static Judgement? FirstOf(NotebookState state, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(judgement);
        return judgement.Repeats is { } id && state.Judgements.GetValueOrDefault(id) is { Counts: true } first ? first : null;
    }
}
