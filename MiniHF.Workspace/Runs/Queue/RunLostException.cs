using MiniHF.Engine;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>The run belongs to another worker now: this one's lease ended.</summary>
public sealed class RunLostException(RunId run) : UserFacingException($"Run {run.Value:N} was taken over by another worker while this one was away.");
