using System.Globalization;
using System.Text;

namespace MiniHF.Workspace.Postgres;

/// <summary>
/// One app a data folder. The lock is the kernel's, on an open file: it goes with the process, however that ends. The file's text
/// says who holds it.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Takes the folder, creating it when missing.</summary>
    /// <exception cref="EmbeddedPostgresException">Another app has it, or it cannot be written.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        string path = Path.Combine(dataFolder, "minihf.lock");
        try
        {
            Directory.CreateDirectory(dataFolder);
            DataFolderLock taken = new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            taken.Describe(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"));
            return taken;
        }
        catch (IOException e) when (File.Exists(path) && DiskErrors.Explain(dataFolder, e.Message) is null)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {dataFolder} is in use by another MiniHF ({ReadHolder(path)}). Stop that one, or choose another folder with {DataFolder.Setting}.", e);
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
        _file.SetLength(0);
        _file.Write(Encoding.UTF8.GetBytes(holder));
    }

    public void Dispose()
    {
        // Emptied, not deleted: deleting would let a third app lock a new file while a second waits on this one.
        try
        {
            _file.SetLength(0);
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static string ReadHolder(string path)
    {
        try
        {
            // Sharing everything takes no lock, so that the holder's own does not keep us from reading.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(file);
            return reader.ReadToEnd() is { Length: > 0 } holder ? holder : "just starting";
        }
        catch (IOException)
        {
            return "which one is not known";
        }
    }
}
