using System.Security.Cryptography;
using MiniHF.Engine.Datasets.Gzip;
using MiniHF.Engine.Datasets.Xz;

namespace MiniHF.Engine.Datasets;

/// <summary>Reads files to learn from. What is broken in part is skipped and told; what is broken whole is an error.</summary>
public static class DataFileReader
{
    /// <exception cref="UserFacingException">The file is missing, empty, too large or of no known form; names it and the reason.</exception>
    public static DataFile Read(DataSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Weight is not (> 0 and <= 1000))
        {
            throw new UserFacingException(FormattableString.Invariant($"{source.Path}: its weight is {source.Weight}; it must be above 0 and at most 1000."));
        }

        List<string> skipped = [];
        try
        {
            using FileStream file = File.OpenRead(source.Path);
            string hash = Convert.ToHexStringLower(SHA256.HashData(file));
            long bytes = file.Length;
            file.Position = 0;
            IReadOnlyList<DataItem> items = [.. ReadItems(source.Path, file, skipped, ct).Take(source.MaxItems ?? int.MaxValue)];
            return items.Count > 0
                ? new DataFile(source, items, skipped, hash, bytes)
                : throw new UserFacingException($"{source.Path} holds nothing to learn from{(skipped.Count > 0 ? $": {skipped[0]}" : ".")}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserFacingException($"{source.Path} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static IEnumerable<DataItem> ReadItems(string path, Stream file, List<string> skipped, CancellationToken ct)
    {
        (Stream? unpacked, int suffix) = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".GZ" => (new GzipFileStream(file), 3),
            ".XZ" => (new XzStream(file), 3),
            _ => ((Stream?)null, 0),
        };
        string name = path[..^suffix];
        using Stream bounded = unpacked is null ? file : new BoundedStream(unpacked, BoundedStream.MostBytes, path);
        foreach (DataItem item in ReadUnpacked(path, name, bounded, skipped, ct))
        {
            yield return item;
        }
    }

    private static IEnumerable<DataItem> ReadUnpacked(string path, string name, Stream file, List<string> skipped, CancellationToken ct) =>
        Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".ZIP" => UserDataZip.Read(path, file, skipped, ct),
            ".JSONL" or ".NDJSON" => JsonLines.Read(path, file, ct),
            ".JSON" => ConversationJson.Read(path, TextFile.ReadAll(path, file)),
            ".BZ2" or ".ZST" or ".7Z" => throw new UserFacingException($"{path} is compressed in a way that cannot be read here: unpack it, or use .gz or .xz."),
            _ => TextFile.Read(path, file),
        };
}
