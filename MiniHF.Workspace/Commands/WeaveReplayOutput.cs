using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Weave;
using MiniHF.Engine.Weave.Replay;

namespace MiniHF.Workspace.Commands;

/// <summary><c>weave --replay</c>: scripted or recorded searches, run again with no model.</summary>
internal static class WeaveReplayOutput
{
    /// <exception cref="UserFacingException">The file cannot be read, or a search did not end as the file says it did.</exception>
    public static async Task WriteAsync(string file, string? dotFile, bool isJson, TextWriter output, CancellationToken ct)
    {
        WeaveScriptFile script = await WeaveScriptFile.ReadAsync(file, ct);
        WeaveReplay[] replays = [.. script.Cases.Select(single => single.Play())];
        if (dotFile is not null)
        {
            await WriteDotAsync(dotFile, [.. replays.Select(replay => replay.Report)], ct);
        }

        if (isJson)
        {
            Shown shown = new([.. replays.Select(replay => replay.Report)], replays.All(replay => replay.IsFaithful), replays.Max(replay => replay.Distance));
            await output.WriteLineAsync(JsonSerializer.Serialize(shown, WeaveJson.Options));
        }
        else
        {
            foreach (WeaveReplay replay in replays)
            {
                await WriteTableAsync(replay, output);
            }
        }

        string[] unfaithful = [.. replays.Select((replay, i) => (replay, i)).Where(item => !item.replay.IsFaithful).Select(item => item.replay.Report.Name ?? $"number {item.i + 1}")];
        if (unfaithful.Length > 0)
        {
            throw new UserFacingException($"{file}: the replay does not end as the file says it must ({string.Join(", ", unfaithful)}).");
        }
    }

    public static async Task WriteDotAsync(string file, IReadOnlyList<WeaveReport> reports, CancellationToken ct)
    {
        try
        {
            string[] graphs = [.. reports.Select(report => WeaveGraphviz.Write(WeaveSearch.Fold(report.Events!)))]; // a report made here has its events
            await File.WriteAllTextAsync(file, string.Concat(graphs), ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserFacingException($"--dot {file}: cannot be written ({e.Message})", e);
        }
    }

    private static async Task WriteTableAsync(WeaveReplay replay, TextWriter output)
    {
        WeaveReport report = replay.Report;
        await output.WriteLineAsync(report.Name ?? "search");
        await output.WriteAsync(WeaveTable.Write(report));
        string ids = string.Join(", ", report.ResultIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        string compared = replay.Distance is double distance
            ? string.Create(CultureInfo.InvariantCulture, $"; largest difference from the file's nodes {distance:0.0e+0}")
            : "";
        await output.WriteLineAsync($"result {ids}{compared}");
        foreach (string text in report.ResultText)
        {
            await output.WriteLineAsync(text);
        }

        await output.WriteLineAsync();
    }

    /// <param name="Equal">Whether every search ended as the file says; true where it says nothing.</param>
    /// <param name="LargestDifference">Of any number from the file's.</param>
    private sealed record Shown(IReadOnlyList<WeaveReport> Cases, bool Equal, double? LargestDifference);
}
