using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Generation;

/// <summary>Every tensor is freed when its owner says so, none by the garbage collector.</summary>
public sealed class GenerationLeakTests
{
    [Fact]
    public void Model_LoadedRunAndDisposed_LeavesNoTensor()
    {
        long before = DisposeScopeManager.ThreadLiveTensorCount;
        using (CausalLM model = ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), new EngineOptions()))
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable inference = inference_mode();
            using KeyValueStore store = KeyValueStore.For(model);
            using KeyValuePath prompt = new(store);
            Compute(model, store, prompt, 100);
            using KeyValuePath first = prompt.Fork();
            using KeyValuePath second = prompt.Fork();
            Compute(model, store, first, 3);
            Compute(model, store, second, 70);
            Assert.Equal((100, 103, 170), (prompt.Length, first.Length, second.Length));
        }

        Assert.Equal(before, DisposeScopeManager.ThreadLiveTensorCount);
    }

    [Fact]
    public void Model_WithABrokenLayer_LeavesNoTensor()
    {
        long before = DisposeScopeManager.ThreadLiveTensorCount;
        ModelDirectory directory = ModelDirectory.Open(TestModels.TinyLlama);
        using CheckpointParameters weights = new(directory, float32);

        UserFacingException e = Assert.Throws<UserFacingException>(() => new CausalLM(directory.Config with { FeedForwardSize = 113 }, weights));

        Assert.Contains("model.layers.0.mlp.gate_proj.weight is of shape [112, 48], where config.json asks for [113, 48]", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, DisposeScopeManager.ThreadLiveTensorCount);
    }

    [Fact]
    public async Task Engine_RequestsDoneCancelledAndCutOff_LeaveNoTensorOnItsThread()
    {
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(TestModels.TinyLlama), new EngineOptions());
        GenerationEngine engine = new(model, new EngineOptions());
        HeldSink done = new();
        done.Release();
        await engine.SubmitAsync(Request(done, 20), CancellationToken.None);
        Assert.Null(await done.Completion);

        using CancellationTokenSource cancel = new();
        HeldSink cancelled = new();
        await engine.SubmitAsync(Request(cancelled, 200), cancel.Token);
        await cancelled.FirstToken;
        await cancel.CancelAsync();
        cancelled.Release();
        Assert.IsAssignableFrom<OperationCanceledException>(await cancelled.Completion);

        HeldSink cutOff = new();
        await engine.SubmitAsync(Request(cutOff, 200), CancellationToken.None);
        await cutOff.FirstToken;
        ValueTask ended = engine.DisposeAsync();
        cutOff.Release();
        await ended;

        Assert.IsType<ObjectDisposedException>(await cutOff.Completion);
        Assert.Equal(0, engine.LiveTensorsAtEnd);
    }

    private static void Compute(CausalLM model, KeyValueStore store, KeyValuePath path, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        StepAttention attention = store.Attend([new CachedSpan(path, count)]);
        model.Forward(tensor([.. Enumerable.Range(0, count).Select(id => (long)id)]), attention);
        attention.Advance();
    }

    private static EngineRequest Request(IContinuationSink sink, int tokens) => new()
    {
        PromptIds = [5, 6, 7],
        Continuations = [new EngineContinuation(0, []), new EngineContinuation(1, [])],
        Sampling = new SamplingOptions(),
        MaxTokens = tokens,
        MinTokens = tokens,
        Sink = sink,
    };

    /// <summary>Holds the engine at the first token until it is released, so that what the test does next comes in the middle of a request on any machine.</summary>
    private sealed class HeldSink : IContinuationSink
    {
        private readonly ManualResetEventSlim _released = new();
        private readonly TaskCompletionSource<Exception?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Exception?> Completion => _completion.Task;

        public Task FirstToken => _first.Task;

        public void Release() => _released.Set();

        public bool Accept(int slot, in DrawnToken drawn, FinishReason? finish)
        {
            _first.TrySetResult();
            _released.Wait(TimeSpan.FromMinutes(1));
            return false;
        }

        public void End(int slot, FinishReason reason)
        {
        }

        public void Complete(Exception? error) => _completion.TrySetResult(error);
    }
}
