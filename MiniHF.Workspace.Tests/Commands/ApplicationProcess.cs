using System.Diagnostics;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Commands;

/// <summary>The application run to its end, as from a shell.</summary>
/// <param name="ExitCode">What the shell sees.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">The lines of standard error.</param>
internal sealed record ApplicationProcess(int ExitCode, string Output, IReadOnlyList<string> Errors)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public static Task<ApplicationProcess> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Runs it with further environment variables.</summary>
    public static async Task<ApplicationProcess> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo command = new("dotnet", [WorkspaceServer.ApplicationPath(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string name, string value) in environment)
        {
            command.Environment[name] = value;
        }

        using Process process = Process.Start(command) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        using CancellationTokenSource patience = new(s_limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            string errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ApplicationProcess(process.ExitCode, await output, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"minihf {string.Join(' ', arguments)} did not end within {s_limit.TotalMinutes:0} minutes.");
        }
    }

    /// <summary>Asserts exit code 1, nothing on standard output, and one line of error with the given words in it.</summary>
    public void AssertRefused(string because)
    {
        string line = Assert.Single(Errors);
        Assert.StartsWith("minihf: ", line, StringComparison.Ordinal);
        Assert.Contains(because, line, StringComparison.Ordinal);
        Assert.Equal(1, ExitCode);
        Assert.Equal("", Output);
    }
}
