using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs.Replay;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>The notebook as it was.</summary>
/// <param name="Version">Right after the event of this number; 0 before the first.</param>
/// <param name="State">What the page shows of it.</param>
public sealed record PastMoment(long Version, NotebookState State)
{
    /// <summary>Where it stands among all events: what of a run came before it.</summary>
    public ReplayPlace Place { get; init; }

    /// <summary>
    /// The same moment seen from elsewhere: another branch read, a cell or a branch folded. Nothing of it is stored. Null for a command
    /// that would change more than the view.
    /// </summary>
    public PastMoment? LookAround(NotebookCommand command)
    {
        if (command is not (FocusBranch or CollapseBranch or CollapseCell))
        {
            return null;
        }

        NotebookState seen = State;
        foreach (NotebookEvent happened in NotebookDecider.Decide(command, State))
        {
            seen = NotebookFold.Evolve(seen, happened, new EventOrigin(State.Id.Value, command.Id, default));
        }

        return this with { State = seen };
    }
}
