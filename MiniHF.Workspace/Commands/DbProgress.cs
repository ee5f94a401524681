using System.Diagnostics;

namespace MiniHF.Workspace.Commands;

/// <summary>Tells on standard error how far a long command is: one line that changes on a terminal, now and then a line elsewhere.</summary>
internal static class DbProgress
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(5);

    public static Action<string> Create(string verb)
    {
        long last = Stopwatch.GetTimestamp();
        return step =>
        {
            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write($"\r\u001b[K{verb}: {step}");
            }
            else if (Stopwatch.GetElapsedTime(last) >= s_quiet)
            {
                last = Stopwatch.GetTimestamp();
                Console.Error.WriteLine($"{verb}: {step}");
            }
        };
    }

    /// <summary>Takes the changing line away.</summary>
    public static void End()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
