using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>Which texts were judged and how, whatever order they were shown in.</summary>
public readonly record struct RatingItemKey(string Value)
{
    public static RatingItemKey Of(Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        return Of(judgement.Protocol, judgement.Shown, judgement.Repeats is not null);
    }

    /// <param name="again">The same person is asked for the second time.</param>
    public static RatingItemKey Of(JudgementProtocol protocol, IReadOnlyList<BranchId> shown, bool again = false)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return new RatingItemKey(string.Join(':', shown.Select(branch => branch.Value).Order().Select(id => id.ToString("N")).Prepend(again ? $"{protocol} again" : protocol.ToString())));
    }
}
