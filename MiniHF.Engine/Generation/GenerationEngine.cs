using System.Threading.Channels;
using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

/// <summary>
/// Grows the continuations of all requests of a model together, one token each a step, on a thread of its own. New requests
/// join between steps, long prompts are computed in parts so that nobody waits for them, and everything that has to do with
/// one request ends with it: cancellation within a step, a failure without harm to the others.
/// </summary>
public sealed partial class GenerationEngine : IAsyncDisposable
{
    private const int InboxCapacity = 256;

    private readonly CausalLM _model;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly KeyValueStore _store;
    private readonly PrefixCache _prefixes;
    private readonly int[] _endOfText;
    private readonly int[] _suppressed;
    private readonly int[] _suppressedAndEnds;
    private readonly Channel<LiveRequest> _inbox = Channel.CreateBounded<LiveRequest>(
        new BoundedChannelOptions(InboxCapacity) { SingleReader = true, AllowSynchronousContinuations = false });
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ThreadChoice> _threads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<LiveRequest> _live = [];
    private ThreadChoice _choice = new(1, 1);
    private long _tokensComputed;
    private long _tokensReused;
    private long _promptTokens;
    private long _tokensDrawn;
    private long _steps;
    private EngineStatus _status = EngineStatus.Idle;

    /// <param name="model">The model; it must live until the engine is disposed.</param>
    /// <param name="options">Threads, and how many continuations run side by side.</param>
    /// <param name="time">Measures what requests and steps take; the system's by default.</param>
    public GenerationEngine(CausalLM model, EngineOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _model = model;
        _options = options;
        _time = time ?? TimeProvider.System;
        _store = KeyValueStore.For(model);
        _prefixes = new PrefixCache(options.PrefixBytes(model.WeightBytes));
        _endOfText = [.. model.Config.EndOfText];
        _suppressed = [.. model.Config.SuppressedTokens];
        _suppressedAndEnds = [.. _suppressed.Union(_endOfText)];
        Thread thread = new(Run) { IsBackground = true, Name = "MiniHF engine" };
        thread.Start();
    }

    /// <summary>Tokens that went through the model so far: what sharing saves does not count.</summary>
    public long TokensComputed => Interlocked.Read(ref _tokensComputed);

    /// <summary>Tokens of prompts that did not go through the model again, because a text that began alike had been computed.</summary>
    public long TokensReused => Interlocked.Read(ref _tokensReused);

    /// <summary>Steps taken so far.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>What it does now and did so far, as of its last step.</summary>
    public EngineStatus Status => Volatile.Read(ref _status);

    /// <summary>How many threads steps use: measured at start, or set.</summary>
    public Task<ThreadChoice> Threads => _threads.Task;

    /// <summary>Bytes of keys and values one token takes, and every later token of its text reads.</summary>
    public long KeyValueBytesPerToken => _store.Layout.TokenBytes;

    /// <summary>Tensors of the engine's thread that its end left behind: anything but 0 is a leak. Known once the engine is disposed.</summary>
    internal long LiveTensorsAtEnd { get; private set; } = -1;

    /// <summary>Hands a request over. Its sink hears of everything that happens to it, cancellation included.</summary>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public async Task SubmitAsync(EngineRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool isTaken = false;
        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            await _inbox.Writer.WriteAsync(new LiveRequest(request, _time, ct), ct).ConfigureAwait(false);
            isTaken = true;
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GenerationEngine));
        }
        finally
        {
            if (!isTaken)
            {
                request.Adapter?.Dispose();
            }
        }
    }

    /// <summary>Ends every request and the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _stopped.Task.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void Run()
    {
        try
        {
            using IDisposable inference = inference_mode();
            _choice = ThreadChoice.For(_model, _options.Threads);
            _threads.SetResult(_choice);
            while (!_stopping.IsCancellationRequested && WaitForWork())
            {
                Admit();
                DropCancelled();
                Activate();
                Step();
                Publish();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nothing of a single request gets here: the thread itself cannot go on, and whoever waits must hear why.
            _threads.TrySetException(e);
            End(e);
        }
        finally
        {
            _inbox.Writer.TryComplete();
            _threads.TrySetCanceled();
            Admit();
            End(new ObjectDisposedException(nameof(GenerationEngine)));
            _prefixes.Dispose();
            _store.Dispose();
            LiveTensorsAtEnd = DisposeScopeManager.ThreadLiveTensorCount;
            _stopped.SetResult();
        }
    }

    /// <summary>Says how things stand, for whoever looks.</summary>
    private void Publish() => Volatile.Write(ref _status, new EngineStatus(
        _live.Count,
        _live.Sum(request => request.Sequences.Count),
        _live.Sum(request => request.WaitingCount) + _inbox.Reader.Count,
        TokensComputed,
        TokensReused,
        _promptTokens,
        _tokensDrawn,
        Steps,
        _prefixes.Count,
        _prefixes.Bytes,
        _prefixes.Budget));

    /// <summary>Blocks while there is nothing to do. False once nothing more can come.</summary>
    private bool WaitForWork()
    {
        if (_live.Count > 0)
        {
            return true;
        }

        try
        {
            // This thread belongs to the engine alone; there is nobody it could keep waiting.
            return _inbox.Reader.WaitToReadAsync(_stopping.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Admit()
    {
        while (_inbox.Reader.TryRead(out LiveRequest? request))
        {
            _live.Add(request);
        }
    }

    private void DropCancelled()
    {
        foreach (LiveRequest request in _live.Where(request => request.Cancellation.IsCancellationRequested).ToArray())
        {
            Complete(request, new OperationCanceledException(request.Cancellation));
        }
    }

    private void End(Exception reason)
    {
        foreach (LiveRequest request in _live.ToArray())
        {
            Complete(request, reason);
        }
    }

    private void Complete(LiveRequest request, Exception? error)
    {
        _live.Remove(request);
        request.Dispose();
        request.Request.Sink.Spend(request.Cost);
        request.Request.Sink.Complete(error);
    }
}
