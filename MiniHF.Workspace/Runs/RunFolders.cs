namespace MiniHF.Workspace.Runs;

/// <summary>Names of folders among a run's files. Frozen.</summary>
internal static class RunFolders
{
    public const string Data = "data";
    public const string StartFrom = "start-from";
    public const string Evaluator = "evaluator";
    public const string Result = "result";

    /// <summary>Files that make an adapter, as a pattern of SQL's <c>like</c>: what is kept of older checkpoints.</summary>
    public const string AdapterFiles = "adapter%";

    /// <summary>Where a checkpoint's files are, named by the trainer.</summary>
    public static string Checkpoint(string name) => $"checkpoints/{name}";
}
