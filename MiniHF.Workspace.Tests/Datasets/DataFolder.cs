using System.IO.Compression;
using System.Text;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;

namespace MiniHF.Workspace.Tests.Datasets;

/// <summary>A folder with files to be read.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("minihf-data-").FullName;

    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>Writes a file and reads it as data.</summary>
    public DataFile Read(string name, byte[] bytes, double weight = 1, int? most = null)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return DataFileReader.Read(new DataSource(PathOf(name), weight, most), CancellationToken.None);
    }

    public DataFile Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    /// <summary>What reading a file ends with.</summary>
    public string Refused(string name, byte[] bytes, double weight = 1) => Assert.Throws<UserFacingException>(() => Read(name, bytes, weight)).Message;

    public string Refused(string name, string text) => Refused(name, Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using MemoryStream packed = new();
        using (ZipArchive archive = new(packed, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
