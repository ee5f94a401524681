using System.Diagnostics;

namespace MiniHF.Workspace.Postgres;

/// <summary>Runs a short-lived program to its end.</summary>
internal static class ProcessRunner
{
    /// <param name="ExitCode">Of the program.</param>
    /// <param name="Output">Standard output and error, one after the other, trimmed.</param>
    public sealed record Result(int ExitCode, string Output);

    /// <exception cref="EmbeddedPostgresException">The program could not be started.</exception>
    public static async Task<Result> RunAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        ProcessStartInfo start = new(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A folder every user may be in: the server's user cannot stay in root's home.
            WorkingDirectory = "/",
        };
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        // Messages are read by this program and by people who search for them.
        start.Environment["LC_ALL"] = "C";
        // Settings of the user's own Postgres are not ours.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(ct);
        Task<string> error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct).ConfigureAwait(false);
        return new Result(process.ExitCode, ((await output.ConfigureAwait(false)) + (await error.ConfigureAwait(false))).Trim());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!; // null only with UseShellExecute
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EmbeddedPostgresException($"{start.FileName} cannot be run: {e.Message}.", e);
        }
    }
}
