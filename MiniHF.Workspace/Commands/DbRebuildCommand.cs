using System.CommandLine;
using MiniHF.Workspace.EventStore.Integrity;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf db rebuild</c>: makes again whatever is made of the events.</summary>
internal static class DbRebuildCommand
{
    public static Command Create()
    {
        Option<string?> data = DbCommand.Data();
        Command command = new("rebuild", "Makes lists and snapshots again from the events, which it never changes. Stop the workspace first.") { data };
        command.SetAction(async (parsed, ct) =>
        {
            await using DbSession session = await DbSession.OpenAsync(parsed.GetValue(data), alone: true, ct);
            await session.Services.GetRequiredService<StoreVerifier>().RebuildAsync(DbProgress.Create("db rebuild"), ct);
            DbProgress.End();
            await Console.Out.WriteLineAsync("Lists and snapshots are made again from the events. `minihf db verify` compares them.");
        });
        return command;
    }
}
