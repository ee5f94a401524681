using MiniHF.Engine;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Runs.Decide;

/// <summary>What a command means for a run as it stands. Pure. A command that would change nothing gives no events.</summary>
public static class RunDecider
{
    private const int LongestName = 80;

    /// <exception cref="UserFacingException">The command cannot be done.</exception>
    public static IReadOnlyList<RunEvent> Decide(RunCommand command, RunState state)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Plan is null)
        {
            throw new UserFacingException("This run is not here.");
        }

        return command switch
        {
            RenameRun rename => CheckName(rename.Name) is var name && name != state.Name ? [new RunRenamed(name) { By = rename.By }] : [],
            PauseRun pause => state.Status is RunStatus.Queued or RunStatus.Running ? [new RunPaused { By = pause.By }] : [],
            ResumeRun resume => state.Status is RunStatus.Paused or RunStatus.Failed ? [new RunResumed { By = resume.By }] : Refuse(state),
            StopRun stop => state.IsOpen ? [new RunStopped { By = stop.By }] : [],
            NoteAdapter note => state.Adapters.Any(known => known.Adapter == note.Adapter)
                ? []
                : [new AdapterRegistered(note.Adapter, note.Step) { By = note.By }],
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of a run.", nameof(command)),
        };
    }

    /// <summary>The name without white space around it.</summary>
    /// <exception cref="UserFacingException">It is empty or too long.</exception>
    public static string CheckName(string name)
    {
        string trimmed = name?.Trim() ?? "";
        return trimmed.Length switch
        {
            0 => throw new UserFacingException("A run needs a name: write at least one letter."),
            > LongestName => throw new UserFacingException(FormattableString.Invariant($"A run's name may have {LongestName} characters; this one has {trimmed.Length}.")),
            _ => trimmed,
        };
    }

    private static RunEvent[] Refuse(RunState state) => state.Status switch
    {
        RunStatus.Queued or RunStatus.Running => [],
        _ => throw new UserFacingException("This run has ended. Clone it to do it again, or begin a run that starts from its adapter."),
    };
}
