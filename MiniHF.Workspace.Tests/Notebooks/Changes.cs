using System.Threading.Channels;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Waits on a notebook's own callbacks until something holds.</summary>
internal static class Changes
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    public static async Task UntilAsync(LiveNotebook notebook, Func<bool> holds)
    {
        Channel<bool> changed = Channel.CreateUnbounded<bool>();
        using IDisposable subscription = notebook.Subscribe(() => changed.Writer.WriteAsync(true).AsTask());
        using CancellationTokenSource limit = new(s_patience);
        while (!holds())
        {
            await changed.Reader.ReadAsync(limit.Token);
        }
    }
}
