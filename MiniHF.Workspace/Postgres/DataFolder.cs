using MiniHF.Engine;

namespace MiniHF.Workspace.Postgres;

/// <summary>Where everything lives that the app keeps on disk.</summary>
public static class DataFolder
{
    /// <summary>The setting and environment variable that chooses it.</summary>
    public const string Setting = "MINIHF_DATA";

    /// <summary>The folder set, or <c>~/.local/share/minihf</c> (<c>$XDG_DATA_HOME/minihf</c> where that is set). Absolute; not created.</summary>
    public static string Resolve(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return Path.GetFullPath(configured);
        }

        string share = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return share.Length > 0
            ? Path.Combine(share, "minihf")
            : throw new UserFacingException($"There is no home folder to keep data in: set {Setting} to a folder.");
    }
}
