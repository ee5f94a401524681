using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using Npgsql;

namespace MiniHF.Workspace.Commands;

/// <summary>A new process for <c>bench history</c>, which reads moments of a notebook with nothing in memory and nothing compiled.</summary>
internal static class HistoryReader
{
    /// <summary>Runs one: milliseconds and hash of each state, in order.</summary>
    public static async Task<(double[] Milliseconds, string[] Hashes)> RunAsync(string connectionString, Guid notebook, IReadOnlyList<long> positions, CancellationToken ct)
    {
        ProcessStartInfo start = new(Environment.ProcessPath ?? throw new InvalidOperationException("This process has no file."))
        {
            RedirectStandardOutput = true,
        };
        // Started through `dotnet`, the process is not the program.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (string argument in (string[])["bench", "history", "--read", connectionString, "--notebook", notebook.ToString(), "--positions", string.Join(',', positions)])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        string output = await process.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
        await process.WaitForExitAsync(ct).ConfigureAwait(false);
        Times? read = process.ExitCode == 0 ? JsonSerializer.Deserialize<Times>(output) : null;
        return read is null ? throw new UserFacingException($"A process that was to read moments ended with exit code {process.ExitCode}.") : (read.Milliseconds, read.Hashes);
    }

    /// <summary>What that process does.</summary>
    public static async Task<string> ReadAsync(string connectionString, Guid notebook, string positions, CancellationToken ct)
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
        PostgresEventStore store = EventsBenchmark.CreateStore(database, Options.Create(new EventStoreOptions()));
        (double[] times, string[] hashes) = await HistoryBenchmark.ReadAsync(
            store, notebook, [.. positions.Split(',').Select(position => long.Parse(position, CultureInfo.InvariantCulture))], ct).ConfigureAwait(false);
        return JsonSerializer.Serialize(new Times(times, hashes));
    }

    internal sealed record Times(double[] Milliseconds, string[] Hashes);
}
