using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Training.Distributed;

/// <summary>A training verb as one of several processes of a run, as torchrun would start it.</summary>
internal sealed class TrainingProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];
    private readonly TaskCompletionSource _stepped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TrainingProcess(int rank, int port, params string[] arguments)
    {
        ProcessStartInfo command = new("dotnet", [WorkspaceServer.ApplicationPath(), .. arguments, "--distributed", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        command.Environment["RANK"] = rank.ToString(CultureInfo.InvariantCulture);
        command.Environment["WORLD_SIZE"] = "2";
        command.Environment["MASTER_ADDR"] = "127.0.0.1";
        command.Environment["MASTER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        command.Environment["Engine__Threads"] = "1";
        _process = new Process { StartInfo = command };
        _process.OutputDataReceived += (_, line) => Note(_lines, line.Data);
        _process.ErrorDataReceived += (_, line) => Note(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it said on standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return string.Join('\n', _errors);
            }
        }
    }

    /// <summary>Ends once it told of a step, or fails with what it said when it ended before that.</summary>
    public async Task SteppedAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        await Task.WhenAny(_stepped.Task, _process.WaitForExitAsync(patience.Token));
        Assert.True(_stepped.Task.IsCompleted, $"No step was told of. {Errors}");
    }

    /// <summary>SIGKILL: as a power cut would end it.</summary>
    public void Kill() => _process.Kill(entireProcessTree: false);

    /// <summary>Asks it to end, as Ctrl+C does. Not by SIGINT: a shell has whatever it starts in the background ignore that one.</summary>
    public void Stop() => Signals.Terminate(_process.Id);

    /// <summary>Waits for its end. Gives its exit code and the outcome it printed, if any.</summary>
    public async Task<(int Code, JsonNode? Outcome)> EndAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(patience.Token);
        lock (_lines)
        {
            return (_process.ExitCode, _lines.Select(line => JsonNode.Parse(line)?["outcome"]).LastOrDefault(outcome => outcome is not null));
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Note(List<string> lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Add(line);
        }

        if (line.Contains("\"grad_norm\"", StringComparison.Ordinal))
        {
            _stepped.TrySetResult();
        }
    }
}
