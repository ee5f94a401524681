using System.CommandLine;
using System.Globalization;
using MiniHF.Workspace.Postgres;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf db backup F</c>: the whole store in one file.</summary>
internal static class DbBackupCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "Where to; a file of pg_dump's custom format." };
        Option<string?> data = DbCommand.Data();
        Option<bool> force = new("--force") { Description = "Replace the file where it is there." };
        Command command = new("backup", "Keeps the whole store in a file. The workspace may run meanwhile.") { file, data, force };
        command.SetAction(async (parsed, ct) =>
        {
            await using DbSession session = await DbSession.OpenAsync(parsed.GetValue(data), alone: false, ct);
            DatabaseArchive archive = new(session.Database, session.ConnectionString);
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            long bytes = await archive.SaveAsync(path, parsed.GetValue(force), DbProgress.Create("db backup"), ct);
            DbProgress.End();
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Kept {session.Place} in {path} ({bytes / 1e6:N1} MB)."));
        });
        return command;
    }
}
