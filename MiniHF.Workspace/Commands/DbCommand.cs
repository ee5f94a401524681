using System.CommandLine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>db</c>: the event store kept, checked and mended.</summary>
internal static class DbCommand
{
    public static Command Create() => new("db", "The event store: checked, mended, kept in a file and brought back.")
    {
        DbVerifyCommand.Create(),
        DbRebuildCommand.Create(),
        DbBackupCommand.Create(),
        DbRestoreCommand.Create(),
    };

    /// <summary>The option that names the data folder.</summary>
    public static Option<string?> Data() => new("--data") { Description = "The data folder; MINIHF_DATA or ~/.local/share/minihf by default.", HelpName = "DIR" };
}
