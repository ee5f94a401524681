using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Decide;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using RunState = MiniHF.Workspace.Runs.Fold.RunState;

namespace MiniHF.Workspace.Tests.Runs;

public sealed class RunFoldTests
{
    private static readonly PersonId s_me = PersonId.New();
    private static readonly RunId s_run = RunId.New();
    private static readonly RunPlan s_plan = new("tales", new GeneratorSftRecipe(), "minihf-tiny", null, null, [], null, null, null);

    [Fact]
    public void Report_UnderAnOlderClaim_ChangesNothing()
    {
        RunState state = Fold(Queued(), Claimed(1), Started(1, 0), Claimed(2));

        Assert.Same(state, RunFold.Evolve(state, new CheckpointSaved(40, "checkpoints/checkpoint-40", false) { By = s_me, Fence = 1 }, s_run, default));
    }

    [Fact]
    public void Start_FromACheckpoint_TakesBackWhatCameAfterIt()
    {
        RunState state = Fold(
            Queued(), Claimed(1), Started(1, 0), Saved(1, 20), Sampled(1, 20), Sampled(1, 30), Saved(1, 40), Sampled(1, 40), Claimed(2), Started(2, 20));

        Assert.Equal([20], state.Checkpoints.Select(saved => saved.Step));
        Assert.Equal([20], state.Samples.Select(taken => taken.Step));
        Assert.Equal((RunStatus.Running, 2L), (state.Status, state.Fence));
    }

    [Fact]
    public void Release_OfARunThatIsStillWanted_QueuesItAgain() =>
        Assert.Equal(RunStatus.Queued, Fold(Queued(), Claimed(1), new RunReleased(3) { By = s_me, Fence = 1 }).Status);

    [Fact]
    public void Pause_WhileAWorkerHasIt_IsPausingUntilItLetsGo()
    {
        RunState pausing = Fold(Queued(), Claimed(1), new RunPaused { By = s_me });
        RunState paused = RunFold.Evolve(pausing, new RunReleased(3) { By = s_me, Fence = 1 }, s_run, default);

        Assert.Equal((RunStatus.Paused, true), (pausing.Status, pausing.IsLettingGo));
        Assert.Equal((RunStatus.Paused, false), (paused.Status, paused.IsLettingGo));
    }

    [Fact]
    public void Resume_OfARunThatHasEnded_IsRefused()
    {
        RunState finished = Fold(Queued(), Claimed(1), new RunFinished(10, 10, "result", null, false) { By = s_me, Fence = 1 });

        UserFacingException refused = Assert.Throws<UserFacingException>(() => RunDecider.Decide(new ResumeRun { By = s_me }, finished));
        Assert.Equal("This run has ended. Clone it to do it again, or begin a run that starts from its adapter.", refused.Message);
    }

    [Fact]
    public void Pause_OfARunThatIsPaused_IsNothingNew() =>
        Assert.Empty(RunDecider.Decide(new PauseRun { By = s_me }, Fold(Queued(), new RunPaused { By = s_me })));

    private static RunState Fold(params RunEvent[] events) => events.Aggregate(RunState.Empty, (state, happened) => RunFold.Evolve(state, happened, s_run, DateTimeOffset.UnixEpoch));

    private static RunQueued Queued() => new(s_plan, RunManifest.Empty) { By = s_me };

    private static RunClaimed Claimed(long fence) => new(Guid.NewGuid(), "here") { By = s_me, Fence = fence };

    private static RunStarted Started(long fence, int from) => new(from, 100, 1, 1, 1, 0) { By = s_me, Fence = fence };

    private static CheckpointSaved Saved(long fence, int step) => new(step, FormattableString.Invariant($"checkpoints/checkpoint-{step}"), false) { By = s_me, Fence = fence };

    private static SamplesTaken Sampled(long fence, int step) => new(step, []) { By = s_me, Fence = fence };
}
