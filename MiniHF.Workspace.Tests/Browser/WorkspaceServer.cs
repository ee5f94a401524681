using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>
/// The real application as a process of its own, on a data folder and a port of its own. It can be stopped, killed, and started again on the same data and at
/// the same address, so that an open page finds it again.
/// </summary>
public sealed partial class WorkspaceServer : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(30);

    private readonly string _data;
    private readonly string[] _arguments;
    private readonly string? _database;
    private readonly List<string> _output = [];
    private Process? _process;

    private WorkspaceServer(string data, int port, string? database, string[] arguments)
    {
        _database = database;
        _data = data;
        _arguments = arguments;
        Address = new Uri($"http://127.0.0.1:{port}/");
        Link = Address;
    }

    /// <summary>Settings it is given by its environment, such as "Runs__Worker".</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The link it printed when it last started: on fresh data, the one-time link that creates the owner.</summary>
    public Uri Link { get; private set; }

    /// <summary>Its data folder.</summary>
    public string DataFolder => _data;

    /// <summary>The process, for whoever looks at what it takes.</summary>
    public int ProcessId => _process!.Id; // set when it was started

    /// <summary>Everything it has written, of all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts it on fresh data. Further arguments go to <c>serve</c>.</summary>
    public static Task<WorkspaceServer> StartAsync(params string[] arguments) => StartOnAsync(database: null, arguments);

    /// <summary>Starts it on a database that others may use too; with null on one of its own.</summary>
    public static Task<WorkspaceServer> StartOnAsync(string? database, params string[] arguments) =>
        StartWithAsync(new Dictionary<string, string>(), database, arguments);

    /// <summary>Starts it with settings of its environment.</summary>
    public static async Task<WorkspaceServer> StartWithAsync(IReadOnlyDictionary<string, string> settings, string? database = null, params string[] arguments)
    {
        // Not a private temporary folder: when the tests run as root, Postgres runs as somebody else and has to reach its cluster.
        string data = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"minihf-{Path.GetRandomFileName()}")).FullName;
        WorkspaceServer server = new(data, FreePort(), database, arguments) { Settings = settings };
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same data, at the same address; returns when it listens.</summary>
    public async Task StartAgainAsync()
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("The server is running: stop or kill it first.");
        }

        TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new() { StartInfo = Command(), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Read(line.Data, listening: null);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The server ended before it listened. It wrote:\n{Output}"));
        _process?.Dispose();
        _process = process;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        try
        {
            Link = await listening.Task.WaitAsync(s_startLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server did not print its link within {s_startLimit.TotalSeconds:0} s. It wrote:\n{Output}");
        }
    }

    /// <summary>Ends it as a power cut would: SIGKILL, to it alone. Whatever it had started (Postgres) is left to itself.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as the system does at shutdown (Ctrl+C does the same, but may be ignored in background jobs), and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Signals.Terminate(_process!.Id);
        await _process.WaitForExitAsync().WaitAsync(s_stopLimit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            try
            {
                await StopAsync();
            }
            catch (TimeoutException)
            {
                await KillAsync();
            }
        }

        _process?.Dispose();
        await StopOrphanedPostgresAsync();
        Directory.Delete(_data, recursive: true);
    }

    private ProcessStartInfo Command()
    {
        ProcessStartInfo command = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] arguments = [ApplicationPath(), "serve", "--urls", Address.ToString().TrimEnd('/'), "--data", _data, .. _arguments];
        foreach (string argument in arguments)
        {
            command.ArgumentList.Add(argument);
        }

        if (_database is not null)
        {
            command.Environment["ConnectionStrings__Postgres"] = _database;
        }

        foreach ((string name, string value) in Settings)
        {
            command.Environment[name] = value;
        }

        return command;
    }

    /// <summary>What `./minihf test` published, or, from an editor, what the build made in the same configuration as these tests.</summary>
    internal static string ApplicationPath()
    {
        string configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name; // bin/Release/net10.0: never a root
        return Environment.GetEnvironmentVariable("MINIHF_APP")
            ?? Repository.PathTo("MiniHF.Workspace", "bin", configuration, "net10.0", "MiniHF.Workspace.dll");
    }

    private void Read(string? line, TaskCompletionSource<Uri>? listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        Match link = OpenLink().Match(line);
        if (link.Success)
        {
            listening?.TrySetResult(new Uri(link.Groups["link"].Value));
        }
    }

    /// <summary>A killed server that was not started again has left its Postgres behind.</summary>
    private async Task StopOrphanedPostgresAsync()
    {
        foreach (string file in Directory.EnumerateFiles(_data, "postmaster.pid", SearchOption.AllDirectories).ToList())
        {
            if (!int.TryParse(File.ReadLines(file).First(), out int id) || !Signals.Interrupt(id))
            {
                continue;
            }

            using CancellationTokenSource limit = new(s_stopLimit);
            while (Signals.IsAlive(id))
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\bOpen\s+(?<link>https?://\S+)")]
    private static partial Regex OpenLink();
}
