using System.Threading.Channels;

namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>Keeps the ladders as long as their streams, in the background, one stream at a time.</summary>
internal sealed class LadderService(SnapshotLadders ladders, EventFeed feed, TimeProvider time, ILogger<LadderService> logger) : BackgroundService
{
    // Whoever opens a notebook right after a start does not wait for the past of another.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(10);

    // A burst of events is one round, and two servers that heard of it do not begin at the same instant.
    private static readonly TimeSpan s_gather = TimeSpan.FromSeconds(1);

    // While people write, a past that was never looked at takes a tenth of a processor at most.
    private const double Rest = 9;

    private readonly Channel<Guid> _grown = Channel.CreateUnbounded<Guid>(new UnboundedChannelOptions { SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!ladders.Any)
        {
            return;
        }

        using IDisposable subscription = feed.Subscribe(streamId: null, NoteAsync);
        try
        {
            await Task.Delay(s_settle, time, stoppingToken).ConfigureAwait(false);
            await GuardedAsync(ExtendAllAsync, stoppingToken).ConfigureAwait(false);
            while (await _grown.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                await Task.Delay(s_gather, time, stoppingToken).ConfigureAwait(false);
                HashSet<Guid> grown = [];
                while (_grown.Reader.TryRead(out Guid stream))
                {
                    grown.Add(stream);
                }

                foreach (Guid stream in grown)
                {
                    await GuardedAsync(ct => ladders.ExtendAsync(stream, Rest, ct), stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops. What is missing is made by another one, or at the next start.
        }
    }

    private async Task ExtendAllAsync(CancellationToken ct)
    {
        foreach (Guid stream in await ladders.ListBehindAsync(ct).ConfigureAwait(false))
        {
            await ladders.ExtendAsync(stream, Rest, ct).ConfigureAwait(false);
        }
    }

    private ValueTask NoteAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        foreach (Guid stream in events.Where(stored => SnapshotLadder.IsRung(stored.Version)).Select(stored => stored.StreamId).Distinct())
        {
            _grown.Writer.TryWrite(stream);
        }

        return ValueTask.CompletedTask;
    }

    private async Task GuardedAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A missing rung costs a longer fold; the stream's next one brings it.
            Log.LadderFailed(logger, e);
        }
    }
}
