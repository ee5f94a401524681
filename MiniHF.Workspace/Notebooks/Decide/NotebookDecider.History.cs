using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private const int MostNamedMoments = 500;

    private static NotebookEvent[] Name(NameMoment name, NotebookState state)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(name.Version, 1, nameof(name));
        string words = name.Name?.Trim() is { Length: > 0 } given
            ? TextLimits.CheckTitle(given)
            : throw new UserFacingException("A moment's name needs at least one letter.");
        if (state.Moments.GetValueOrDefault(name.Version) is { } named)
        {
            return named.Name == words ? [] : [new MomentNamed(name.Version, words) { By = name.By }];
        }

        return state.Moments.Count < MostNamedMoments
            ? [new MomentNamed(name.Version, words) { By = name.By }]
            : throw new UserFacingException($"{MostNamedMoments} moments have names already. Take some names away first.");
    }

    private static NotebookEvent[] Forget(ForgetMoment forget, NotebookState state) =>
        state.Moments.ContainsKey(forget.Version) ? [new MomentForgotten(forget.Version) { By = forget.By }] : [];
}
