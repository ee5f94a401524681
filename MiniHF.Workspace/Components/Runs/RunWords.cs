using System.Globalization;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>Where a run stands, in a few words.</summary>
public static class RunWords
{
    public static string Of(RunStatus status, bool isAlive) => status switch
    {
        RunStatus.Queued => "waiting for a worker",
        RunStatus.Running when !isAlive => "its worker went away",
        RunStatus.Running => "live",
        RunStatus.Paused => "paused",
        RunStatus.Stopped => "stopped",
        RunStatus.Failed => "failed",
        _ => "done",
    };

    public static string Of(RunState state) => state switch
    {
        { Status: RunStatus.Running, Begun: null } => "getting ready",
        { Status: RunStatus.Paused, IsLettingGo: true } => "pausing",
        { Status: RunStatus.Stopped, IsLettingGo: true } => "stopping",
        { Status: RunStatus.Finished, Result.Guarded: not null } => "stopped by the guard",
        _ => Of(state.Status, isAlive: true),
    };

    public static string Of(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.IsGuarded ? "stopped by the guard" : Of(run.Status, run.IsAlive);
    }

    /// <summary>What one should see first: why it failed, why the guard stopped it, or its last alarm; null where all is well.</summary>
    public static string? Attention(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Failure ?? state.Result?.Guarded ?? (state.Alarms is [.., var last] ? last.Message : null);
    }

    public static string Progress(int step, int steps) => steps > 0
        ? string.Create(CultureInfo.InvariantCulture, $"step {step:N0} / {steps:N0}")
        : step > 0 ? string.Create(CultureInfo.InvariantCulture, $"step {step:N0}") : "";

    /// <summary>"3 m 20 s".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} m {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} m"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{Words.Number(bytes)} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
    };
}
