using System.Diagnostics;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>What the server sends over a page's connections.</summary>
internal sealed class ReceivedBytes
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(700);

    private long _bytes;
    private long _last = Stopwatch.GetTimestamp();

    public ReceivedBytes(IPage page) => page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
    {
        Interlocked.Add(ref _bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
        Volatile.Write(ref _last, Stopwatch.GetTimestamp());
    };

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Waits until nothing more comes for a while.</summary>
    public async Task<long> SettleAsync()
    {
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _last)) is var silent && silent < s_quiet)
        {
            await Task.Delay(s_quiet - silent);
        }

        return Bytes;
    }
}
