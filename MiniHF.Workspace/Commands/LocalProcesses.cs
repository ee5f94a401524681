using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MiniHF.Engine;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Commands;

/// <summary>This process's place among those that share a run, and the others where it started them.</summary>
internal sealed class LocalProcesses : IAsyncDisposable
{
    public const string Option = "--processes";

    private const string Distributed = "--distributed";

    /// <summary>How long those that were started may take to end once their run has: they see that the others are gone.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process[] _started;

    private LocalProcesses(TrainingGroup group, Process[] started)
    {
        Group = group;
        _started = started;
    }

    public static LocalProcesses None { get; } = new(TrainingGroup.Alone, []);

    public TrainingGroup Group { get; }

    /// <summary>Joins processes that somebody else started.</summary>
    public static async Task<LocalProcesses> JoinAsync(DistributedOptions options, CancellationToken ct) => new(await WaitAsync(options, ct), []);

    /// <summary>Starts this command again, once for each further process, and joins them.</summary>
    public static async Task<LocalProcesses> StartAsync(int count, TimeSpan timeout, CancellationToken ct)
    {
        DistributedOptions own = new(0, count, IPAddress.Loopback.ToString(), FreePort()) { Timeout = timeout };
        Process[] started = [.. Enumerable.Range(1, count - 1).Select(rank => Start(own with { Rank = rank }))];
        try
        {
            Task<TrainingGroup> joined = WaitAsync(own, ct);
            Task<Process>[] ended = [.. started.Select(EndAsync)];
            if (await Task.WhenAny([joined, .. ended]) is Task<Process> first)
            {
                int rank = Array.IndexOf(started, await first) + 1;
                throw new UserFacingException(string.Create(
                    CultureInfo.InvariantCulture, $"Process {rank} of {count} ended before the run began; its own words stand above."));
            }

            return new LocalProcesses(await joined, started);
        }
        catch
        {
            foreach (Process process in started)
            {
                process.Kill();
                process.Dispose();
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Others that still wait for this one see that it is gone.
        Group.Dispose();
        using CancellationTokenSource patience = new(s_patience);
        foreach (Process process in _started)
        {
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    /// <summary>Waiting for others is a call into libtorch that nothing can break off: whoever no longer wants to wait leaves it behind.</summary>
    private static Task<TrainingGroup> WaitAsync(DistributedOptions options, CancellationToken ct) =>
        Task.Factory.StartNew(() => TrainingGroup.Join(options), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(ct);

    private static Process Start(DistributedOptions options)
    {
        string[] line = Environment.GetCommandLineArgs();
        string program = Environment.ProcessPath ?? throw new UserFacingException($"{Option} does not know how this program was started: use {Distributed}.");
        bool isHosted = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.Ordinal);
        ProcessStartInfo command = new(program, [.. isHosted ? (string[])[line[0]] : [], .. WithoutOption(line[1..]), Distributed])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        (string Name, string Value)[] environment =
        [
            (DistributedOptions.RankVariable, options.Rank.ToString(CultureInfo.InvariantCulture)),
            (DistributedOptions.WorldSizeVariable, options.WorldSize.ToString(CultureInfo.InvariantCulture)),
            (DistributedOptions.AddressVariable, options.MasterAddress),
            (DistributedOptions.PortVariable, options.MasterPort.ToString(CultureInfo.InvariantCulture)),
            // They share the processors too, unless the settings say how.
            ("Engine__Threads", Environment.GetEnvironmentVariable("Engine__Threads") ?? ThreadsOf(options.WorldSize).ToString(CultureInfo.InvariantCulture)),
        ];
        foreach ((string name, string value) in environment)
        {
            command.Environment[name] = value;
        }

        Process process = Process.Start(command) ?? throw new UserFacingException($"{program} cannot be started again for {Option}.");
        process.StandardInput.Close();
        // What it prints is said by the first process already.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Processors for each of several processes on this machine.</summary>
    public static int ThreadsOf(int processes) => Math.Max(1, Environment.ProcessorCount / processes);

    /// <summary>The command's arguments without the option that starts more processes.</summary>
    internal static IEnumerable<string> WithoutOption(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == Option)
            {
                i++;
            }
            else if (!arguments[i].StartsWith($"{Option}=", StringComparison.Ordinal) && !arguments[i].StartsWith($"{Option}:", StringComparison.Ordinal))
            {
                yield return arguments[i];
            }
        }
    }

    private static async Task<Process> EndAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
