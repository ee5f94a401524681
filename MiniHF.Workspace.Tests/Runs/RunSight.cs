using MiniHF.Workspace.Runs;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>Waits for a run to become what a test is about: told by the run itself, never by the clock.</summary>
internal static class RunSight
{
    public static async Task WaitAsync(this LiveRun run, Func<LiveRun, bool> seen)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task Look()
        {
            if (seen(run))
            {
                done.TrySetResult();
            }

            return Task.CompletedTask;
        }

        using IDisposable subscription = run.Subscribe(Look);
        await Look();
        try
        {
            await done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The run is {run.State.Status} at step {run.Series.LastStep} ({run.State.Failure}); waited for something else.");
        }
    }
}
