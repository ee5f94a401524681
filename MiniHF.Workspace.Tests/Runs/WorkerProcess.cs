using System.Diagnostics;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary><c>minihf worker</c> as a process of its own, on a given database.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("minihf-worker-").FullName;
    private readonly List<string> _output = [];
    private readonly Process _process;

    public WorkerProcess(string connectionString)
    {
        ProcessStartInfo command = new("dotnet", [WorkspaceServer.ApplicationPath(), "worker", "--data", _data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        command.Environment["ConnectionStrings__Postgres"] = connectionString;
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
        Directory.Delete(_data, recursive: true);
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
        }
    }
}
