using System.Diagnostics;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary><c>minihf worker</c> as a process of its own, on a given database.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly string? _ownData;
    private readonly List<string> _output = [];
    private readonly Process _process;

    public WorkerProcess(string connectionString)
        : this(Directory.CreateTempSubdirectory("minihf-worker-").FullName, connectionString)
    {
    }

    private WorkerProcess(string data, string? connectionString)
    {
        _ownData = connectionString is null ? null : data;
        ProcessStartInfo command = new("dotnet", [WorkspaceServer.ApplicationPath(), "worker", "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (connectionString is not null)
        {
            command.Environment["ConnectionStrings__Postgres"] = connectionString;
        }

        command.Environment["Runs__Lease"] = "00:00:03";
        command.Environment["Runs__Poll"] = "00:00:00.3";
        command.Environment["Runs__Flush"] = "00:00:00.1";
        _process = new Process { StartInfo = command };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A worker beside a workspace, on the database that this one runs.</summary>
    public static WorkerProcess Beside(WorkspaceServer server) => new(server.DataFolder, connectionString: null);

    /// <summary>Everything it wrote.</summary>
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

    /// <summary>SIGKILL: as a power cut would end it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Terminate(_process.Id);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_ownData is not null)
        {
            Directory.Delete(_ownData, recursive: true);
        }
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
        }
    }
}
