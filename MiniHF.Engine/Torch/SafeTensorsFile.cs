using System.Buffers.Binary;
using System.Text.Json;
using MiniHF.Engine.Torch.Interop;

namespace MiniHF.Engine.Torch;

/// <summary>
/// A safetensors file, mapped into memory. Its tensors look straight into the mapping: nothing is read until it is used, every process that
/// maps the file shares the same memory, and writing into a tensor changes this process's copy, never the file. Tensors outlive the
/// file object. The file must not be cut short while it is mapped: replace files by writing aside and moving, as <see cref="Write"/> does.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly MappingHandle _mapping;
    private readonly Dictionary<string, SafeTensorsEntry> _entries;

    private SafeTensorsFile(string path, MappingHandle mapping, SafeTensorsHeader header)
    {
        Path = path;
        _mapping = mapping;
        _entries = header.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        Entries = header.Entries;
        Metadata = header.Metadata;
    }

    public string Path { get; }

    /// <summary>The tensors, in the header's order.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>The texts under <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Maps a file and checks its whole header.</summary>
    /// <exception cref="SafeTensorsException">The file is missing, unreadable or malformed.</exception>
    public static unsafe SafeTensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new SafeTensorsException(path, null, Directory.Exists(path) ? "it is a folder, not a file" : "there is no such file");
        }

        MappingHandle? mapping = null;
        try
        {
            Native.Check(NativeMethods.mhf_mapping_open(path, out var opened, out var data, out var length), "safetensors.open");
            mapping = new MappingHandle(opened);
            var start = new ReadOnlySpan<byte>((void*)data, (int)Math.Min(length, SafeTensorsHeader.MaximumLength + 8));
            var file = new SafeTensorsFile(path, mapping, SafeTensorsHeader.Parse(path, start, length));
            mapping = null;
            return file;
        }
        catch (TorchException e)
        {
            throw new SafeTensorsException(path, null, $"it cannot be read ({e.Reason})", e);
        }
        finally
        {
            mapping?.Dispose();
        }
    }

    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>A tensor over the file's own bytes, without a copy (unless the file left them unaligned).</summary>
    /// <exception cref="SafeTensorsException">The file has no such tensor.</exception>
    public torch.Tensor Tensor(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw new SafeTensorsException(Path, name, "the file has no tensor of this name");
        }

        var shape = (long[])entry.Shape;
        var status = NativeMethods.mhf_mapping_tensor(_mapping, entry.Offset, shape, shape.Length, (int)entry.Type, out var result);
        return Native.Result(status, result, "safetensors.tensor");
    }

    /// <summary>Writes tensors beside the target and moves the finished file over it: readers see the old file or the whole new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and tensors; from any device, of any strides.</param>
    /// <param name="metadata">Texts for <c>__metadata__</c>.</param>
    public static unsafe void Write(
        string path, IReadOnlyCollection<KeyValuePair<string, torch.Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Wide types first keeps every tensor aligned to its elements, as the reference implementation does.
        var ordered = tensors.OrderByDescending(t => SizeOf(path, t)).ThenBy(t => t.Key, StringComparer.Ordinal).ToArray();
        var header = Header(path, ordered, metadata);
        var aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
                file.Write(length);
                file.Write(header);
                foreach (var (_, tensor) in ordered)
                {
                    using var scope = torch.NewDisposeScope();
                    var (data, bytes) = tensor.detach().cpu().contiguous().DangerousBytes();
                    for (long done = 0; done < bytes;)
                    {
                        var part = (int)Math.Min(bytes - done, 1 << 30);
                        file.Write(new ReadOnlySpan<byte>((byte*)data + done, part));
                        done += part;
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SafeTensorsException(path, null, $"it cannot be written ({e.Message.TrimEnd('.')})", e);
        }
        finally
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }
        }
    }

    public void Dispose() => _mapping.Dispose();

    private static byte[] Header(string path, KeyValuePair<string, torch.Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            var names = new HashSet<string>(StringComparer.Ordinal) { "__metadata__" };
            long offset = 0;
            foreach (var entry in tensors)
            {
                if (!names.Add(entry.Key))
                {
                    throw new SafeTensorsException(path, entry.Key, "the name is reserved or given twice");
                }

                var bytes = entry.Value.numel() * SizeOf(path, entry);
                json.WriteStartObject(entry.Key);
                json.WriteString("dtype", SafeTensorsHeader.Types.First(t => t.Type == entry.Value.dtype).Name);
                json.WriteStartArray("shape");
                foreach (var extent in entry.Value.shape)
                {
                    json.WriteNumberValue(extent);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset + bytes);
                json.WriteEndArray();
                json.WriteEndObject();
                offset += bytes;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static int SizeOf(string path, KeyValuePair<string, torch.Tensor> tensor)
    {
        var known = SafeTensorsHeader.Types.FirstOrDefault(t => t.Type == tensor.Value.dtype);
        return known.Name is null ? throw new SafeTensorsException(path, tensor.Key, $"{tensor.Value.dtype} has no name in this format") : known.Size;
    }
}
