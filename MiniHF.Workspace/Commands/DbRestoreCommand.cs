using System.CommandLine;
using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Postgres;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf db restore F</c>: the store as a file has it.</summary>
internal static class DbRestoreCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A file that `db backup` made." };
        Option<string?> data = DbCommand.Data();
        Option<bool> force = new("--force") { Description = "Replace what is in the store now, for good." };
        Command command = new("restore", "Brings back the store that a file has. Stop the workspace first.") { file, data, force };
        command.SetAction(async (parsed, ct) =>
        {
            await using DbSession session = await DbSession.OpenAsync(parsed.GetValue(data), alone: true, ct);
            DatabaseArchive archive = new(session.Database, session.ConnectionString);
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            long events = await archive.CountEventsAsync(ct);
            if (events > 0 && !parsed.GetValue(force))
            {
                throw new UserFacingException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"There are {events:N0} events in {session.Place}, and they would be lost. Keep them with `db backup FILE`, then say --force."));
            }

            await archive.LoadAsync(path, DbProgress.Create("db restore"), ct);
            DbProgress.End();
            // An older file gets this build's tables.
            await session.Services.GetRequiredService<EventStoreSchema>().EnsureAsync(ct);
            long restored = await archive.CountEventsAsync(ct);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Restored {restored:N0} events into {session.Place}. `minihf db verify` compares them."));
        });
        return command;
    }
}
