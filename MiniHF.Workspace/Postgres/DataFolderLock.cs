using System.Globalization;

namespace MiniHF.Workspace.Postgres;

/// <summary>
/// One app a data folder. The lock is the kernel's, on an open file: it goes with the process, however that ends. A second file
/// says who holds it, since .NET does not let the locked one be read.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holderFile;

    private DataFolderLock(FileStream file, string holderFile)
    {
        _file = file;
        _holderFile = holderFile;
    }

    /// <summary>Takes the folder, creating it when missing.</summary>
    /// <exception cref="EmbeddedPostgresException">Another app has it, or it cannot be written.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        string path = Path.Combine(dataFolder, "minihf.lock");
        try
        {
            Directory.CreateDirectory(dataFolder);
            DataFolderLock taken = new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), HolderFile(dataFolder));
            taken.Describe(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"));
            return taken;
        }
        catch (IOException e) when (File.Exists(path) && DiskErrors.Explain(dataFolder, e.Message) is null)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {dataFolder} is in use by another MiniHF ({ReadHolder(dataFolder)}). Stop that one, or choose another folder with {DataFolder.Setting}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.Explain(dataFolder, e);
        }
    }

    /// <summary>Says who holds the folder, for the message a second app shows: process and address.</summary>
    public void Describe(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        File.WriteAllText(_holderFile, holder);
    }

    /// <summary>Lets the folder go. The files stay: deleting a locked file would let two apps lock two files of the same name.</summary>
    public void Dispose() => _file.Dispose();

    private static string HolderFile(string dataFolder) => Path.Combine(dataFolder, "minihf.holder");

    private static string ReadHolder(string dataFolder)
    {
        try
        {
            return File.ReadAllText(HolderFile(dataFolder)) is { Length: > 0 } holder ? holder : "just starting";
        }
        catch (IOException)
        {
            return "just starting";
        }
    }
}
