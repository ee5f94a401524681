namespace MiniHF.Workspace.Runs.Events;

/// <summary>Something a worker reports. It is refused once another worker has claimed the run since.</summary>
public abstract record WorkerEvent : RunEvent
{
    /// <summary>The claim under which it was done.</summary>
    public required long Fence { get; init; }
}
