using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>
/// The checkpoints of a run, each a folder with the adapter in PEFT's layout (or a whole model), the optimizer's averages and the
/// state. Written aside and moved, so that a folder that is there is whole.
/// </summary>
internal sealed class CheckpointStore(string folder, int keep)
{
    private const string Prefix = "checkpoint-";
    private const string StateFile = "training_state.json";
    private const string OptimizerFile = "optimizer.safetensors";

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The folder of a step's checkpoint.</summary>
    public string FolderOf(int step) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:00000000}"));

    /// <summary>The newest checkpoint that is whole, or null.</summary>
    /// <exception cref="UserFacingException">It is of another recipe.</exception>
    public (string Folder, CheckpointState State)? FindNewest()
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (string candidate in Steps().OrderDescending().Select(FolderOf))
        {
            if (TryRead(candidate) is { } state)
            {
                return (candidate, state);
            }
        }

        return null;
    }

    /// <summary>Writes a checkpoint whole or not at all, and deletes old ones.</summary>
    /// <param name="write">Writes the weights into a folder.</param>
    /// <exception cref="UserFacingException">It cannot be written.</exception>
    public string Save(CheckpointState state, ModelOptimizer optimizer, Action<string> write)
    {
        string target = FolderOf(state.Step);
        string aside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            DeleteUnfinished();
            Directory.CreateDirectory(aside);
            write(aside);
            optimizer.Save(Path.Combine(aside, OptimizerFile));
            WriteState(Path.Combine(aside, StateFile), state);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(aside, target);
            Prune(state);
            return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"The checkpoint cannot be written to {target}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    /// <summary>Reads the optimizer's averages back.</summary>
    public static void Restore(string checkpoint, ModelOptimizer optimizer) => optimizer.Load(Path.Combine(checkpoint, OptimizerFile));

    private static void WriteState(string file, CheckpointState state)
    {
        using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(stream, state, s_format);
        stream.Flush(flushToDisk: true);
    }

    private static CheckpointState? TryRead(string checkpoint)
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(checkpoint, StateFile));
            return JsonSerializer.Deserialize<CheckpointState>(stream, s_format) is { Version: CheckpointState.CurrentVersion } state && File.Exists(Path.Combine(checkpoint, OptimizerFile))
                ? state
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private IEnumerable<int> Steps() =>
        from path in Directory.EnumerateDirectories(folder, $"{Prefix}*")
        let name = Path.GetFileName(path)[Prefix.Length..]
        where name.All(char.IsAsciiDigit)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private void Prune(CheckpointState newest)
    {
        if (keep == 0)
        {
            return;
        }

        foreach (int step in Steps().OrderDescending().Skip(keep + 1).Where(step => step != newest.BestStep))
        {
            Directory.Delete(FolderOf(step), recursive: true);
        }
    }

    /// <summary>What a process that was killed left half-written.</summary>
    private void DeleteUnfinished()
    {
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateDirectories(folder, $"{Prefix}*.tmp"))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }
}
