using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>Which texts were judged and how, whatever order they were shown in.</summary>
public readonly record struct RatingItemKey(string Value)
{
    public static RatingItemKey Of(Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        return Of(judgement.Protocol, judgement.Shown);
    }

    public static RatingItemKey Of(JudgementProtocol protocol, IReadOnlyList<BranchId> shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return new RatingItemKey(string.Join(':', shown.Select(branch => branch.Value).Order().Select(id => id.ToString("N")).Prepend(protocol.ToString())));
    }
}
