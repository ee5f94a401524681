using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Name(NotebookState state, MomentNamed named, EventOrigin origin) =>
        state with { Moments = state.Moments.SetItem(named.Version, new NamedMoment(named.Version, named.Name, named.By, origin.At)) };

    private static NotebookState Forget(NotebookState state, MomentForgotten forgotten) =>
        state.Moments.ContainsKey(forgotten.Version) ? state with { Moments = state.Moments.Remove(forgotten.Version) } : state;

    private static NotebookState Copy(NotebookState state, NotebookCopied copied, EventOrigin origin) => state with
    {
        Title = copied.Title,
        Archived = false,
        People = PeopleFold.Found(state.People, copied.By, origin),
        Origin = new NotebookOrigin(copied.Of, copied.Version),
    };
}
