using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiniHF.Workspace.EventStore.Integrity;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf db verify</c>: whether everything in the store is what was written, and what is made of it.</summary>
internal static class DbVerifyCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        Option<string?> data = DbCommand.Data();
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Command command = new("verify", "Folds every stream again and compares it with seals, snapshots and lists. Exit code 1 where something differs.") { data, json };
        command.SetAction(async (parsed, ct) =>
        {
            await using DbSession session = await DbSession.OpenAsync(parsed.GetValue(data), alone: false, ct);
            StoreReport report = await session.Services.GetRequiredService<StoreVerifier>()
                .VerifyAsync(DbProgress.Create("db verify"), ct);
            DbProgress.End();
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : Format(report));
            return report.Faults.Count == 0 ? 0 : 1;
        });
        return command;
    }

    internal static string Format(StoreReport report)
    {
        string looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Events:N0} events in {report.Streams:N0} streams folded again, {report.Sealed:N0} compared with their seals, {report.Snapshots:N0} snapshots and {report.Rungs:N0} recorded states compared");
        return report.Faults.Count == 0
            ? $"{looked}: all as it was written."
            : string.Join('\n', report.Faults.Select(Line).Append(string.Create(CultureInfo.InvariantCulture, $"{looked}: {report.Faults.Count:N0} {(report.Faults.Count == 1 ? "fault" : "faults")}.")));
    }

    /// <summary>One line a fault: what it is, where, and what is wrong.</summary>
    private static string Line(StoreFault fault)
    {
        string where = (fault.Stream, fault.Version) switch
        {
            ({ } stream, { } version) => string.Create(CultureInfo.InvariantCulture, $" {version} of {stream}"),
            ({ } stream, null) => $" of {stream}",
            _ => "",
        };
        return $"{fault.Kind}{where}{(fault.Title is { Length: > 0 } title ? $" (“{title}”)" : "")}: {fault.Words}";
    }
}
