using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace MiniHF.Engine.Torch;

/// <summary>
/// The header of a safetensors file: 8 bytes of length, then JSON such as
/// <c>{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}</c>, then the tensors' bytes without gaps.
/// Everything it says is checked before anything is read.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The limit of the reference implementation; a longer header is an attack or a mistake.</summary>
    internal const long MaximumLength = 100_000_000;

    internal static readonly (string Name, torch.ScalarType Type, int Size)[] Types =
    [
        ("F64", torch.ScalarType.Float64, 8), ("F32", torch.ScalarType.Float32, 4), ("F16", torch.ScalarType.Float16, 2),
        ("BF16", torch.ScalarType.BFloat16, 2), ("I64", torch.ScalarType.Int64, 8), ("I32", torch.ScalarType.Int32, 4),
        ("I16", torch.ScalarType.Int16, 2), ("I8", torch.ScalarType.Int8, 1), ("U8", torch.ScalarType.Byte, 1), ("BOOL", torch.ScalarType.Bool, 1),
    ];

    private readonly string _path;
    private readonly List<SafeTensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafeTensorsHeader(string path)
    {
        _path = path;
    }

    internal IReadOnlyList<SafeTensorsEntry> Entries => _entries;

    internal IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <param name="path">The file's name, for messages.</param>
    /// <param name="start">The file's first bytes: at least the header, if the file is that long.</param>
    /// <param name="fileLength">The whole file's length.</param>
    internal static SafeTensorsHeader Parse(string path, ReadOnlySpan<byte> start, long fileLength)
    {
        var header = new SafeTensorsHeader(path);
        if (fileLength < 8)
        {
            throw header.Fault(null, $"it has {fileLength} bytes, too few for a header; the file is cut short or not a safetensors file");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MaximumLength || (long)length > fileLength - 8)
        {
            throw header.Fault(null, $"the header claims {length} bytes of the file's {fileLength}; the file is cut short or not a safetensors file");
        }

        var json = start.Slice(8, (int)length);
        if (!Utf8.IsValid(json))
        {
            throw header.Fault(null, "the header is not UTF-8");
        }

        try
        {
            header.Read(json, 8 + (long)length, fileLength);
        }
        catch (JsonException e)
        {
            throw header.Fault(null, $"the header is not valid JSON ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", e);
        }

        return header;
    }

    private void Read(ReadOnlySpan<byte> json, long dataStart, long fileLength)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        while (reader.Read())
        {
            throw Fault(null, "the header holds more than one JSON value");
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Fault(null, "the header is not a JSON object");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                throw Fault(property.Name, "the name occurs twice");
            }

            if (property.Name == "__metadata__")
            {
                ReadMetadata(property.Value);
            }
            else
            {
                _entries.Add(ReadEntry(property.Name, property.Value, dataStart, fileLength));
            }
        }

        CheckLayout(dataStart, fileLength);
    }

    private void ReadMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            throw Fault(null, "__metadata__ is not a JSON object");
        }

        foreach (var property in metadata.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw Fault(null, $"__metadata__ '{property.Name}' is not a string");
            }

            _metadata[property.Name] = property.Value.GetString()!; // A string's value is never null.
        }
    }

    private SafeTensorsEntry ReadEntry(string name, JsonElement entry, long dataStart, long fileLength)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            throw Fault(name, "its description is not a JSON object");
        }

        var typeName = entry.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString() : null;
        var (known, type, size) = Types.FirstOrDefault(t => t.Name == typeName);
        if (known is null)
        {
            throw Fault(name, typeName is null ? "it has no dtype" : $"its dtype '{typeName}' is not one of {string.Join(", ", Types.Select(t => t.Name))}");
        }

        var shape = Numbers(name, entry, "shape");
        var offsets = Numbers(name, entry, "data_offsets");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw Fault(name, "its data_offsets are not a begin and an end");
        }

        if (offsets[1] > fileLength - dataStart)
        {
            throw Fault(name, $"its data ends at {offsets[1]}, past the file's {fileLength - dataStart} bytes of data; the file is cut short");
        }

        long bytes = size;
        try
        {
            foreach (var extent in shape)
            {
                bytes = checked(bytes * extent);
            }
        }
        catch (OverflowException e)
        {
            throw Fault(name, $"its shape [{string.Join(", ", shape)}] is impossibly large", e);
        }

        if (bytes != offsets[1] - offsets[0])
        {
            throw Fault(name, $"its shape [{string.Join(", ", shape)}] of {typeName} needs {bytes} bytes, but it is given {offsets[1] - offsets[0]}");
        }

        return new SafeTensorsEntry(name, type, shape, dataStart + offsets[0], bytes);
    }

    private long[] Numbers(string tensor, JsonElement entry, string property)
    {
        if (!entry.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw Fault(tensor, $"it has no {property}");
        }

        var numbers = new long[list.GetArrayLength()];
        var i = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out numbers[i]) || numbers[i] < 0)
            {
                throw Fault(tensor, $"its {property} holds {element.GetRawText()}, which is not a whole number from 0");
            }

            i++;
        }

        return numbers;
    }

    // As the reference implementation demands: no overlaps (two names for one memory), no gaps (hidden data), nothing behind.
    private void CheckLayout(long dataStart, long fileLength)
    {
        var end = dataStart;
        foreach (var entry in _entries.OrderBy(e => e.Offset).ThenBy(e => e.Length))
        {
            if (entry.Offset != end)
            {
                throw Fault(entry.Name, entry.Offset < end ? "its data overlaps another tensor's" : $"{entry.Offset - end} bytes before its data belong to no tensor");
            }

            end += entry.Length;
        }

        if (end != fileLength)
        {
            throw Fault(null, $"{fileLength - end} bytes at the end belong to no tensor");
        }
    }

    private SafeTensorsException Fault(string? tensor, string reason, Exception? inner = null) => new(_path, tensor, reason, inner);
}
