using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Writes the parts of a state one after another, as <see cref="SnapshotReader"/> reads them: whole numbers in seven-bit
/// groups, arrays of numbers as they lie in memory (little-endian), texts as UTF-8 after their length.
/// </summary>
internal sealed class SnapshotWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Dictionary<string, int> _repeated = new(StringComparer.Ordinal);

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    /// <summary>A number that is mostly small, of either sign.</summary>
    public void Write(int value)
    {
        Span<byte> span = _buffer.GetSpan(5);
        uint left = (uint)((value << 1) ^ (value >> 31));
        int length = 0;
        for (; left >= 0x80; left >>= 7)
        {
            span[length++] = (byte)(left | 0x80);
        }

        span[length++] = (byte)left;
        _buffer.Advance(length);
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    public void Write(bool value) => Write(value ? 1 : 0);

    public void Write(Guid value)
    {
        value.TryWriteBytes(_buffer.GetSpan(16));
        _buffer.Advance(16);
    }

    public void Write(Guid? value)
    {
        Write(value.HasValue);
        if (value is { } some)
        {
            Write(some);
        }
    }

    public void Write(DateTimeOffset value)
    {
        Write(value.Ticks);
        Write((int)value.Offset.TotalMinutes);
    }

    /// <summary>U+0000 becomes U+FFFD, as it does in the event itself (<see cref="StorableStringJsonConverter"/>).</summary>
    public void Write(string value)
    {
        if (value.Contains('\0'))
        {
            value = value.Replace('\0', '\uFFFD');
        }

        int length = Encoding.UTF8.GetByteCount(value);
        Write(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length)));
    }

    public void WriteOptional(string? value)
    {
        Write(value is not null);
        if (value is not null)
        {
            Write(value);
        }
    }

    public void Write(ReadOnlySpan<int> values)
    {
        Write(values.Length);
        Span<byte> bytes = _buffer.GetSpan(values.Length * sizeof(int))[..(values.Length * sizeof(int))];
        values.CopyTo(MemoryMarshal.Cast<byte, int>(bytes));
        ToLittleEndian(bytes);
        _buffer.Advance(bytes.Length);
    }

    public void Write(ReadOnlySpan<float> values) => Write(MemoryMarshal.Cast<float, int>(values));

    /// <summary>A value as JSON.</summary>
    public void WriteJson<T>(T value) => Write(JsonSerializer.Serialize(value, EventJson.Options));

    /// <summary>A value that stands in many places: as JSON the first time, then by its number.</summary>
    public void WriteRepeated<T>(T value)
    {
        string json = JsonSerializer.Serialize(value, EventJson.Options);
        if (_repeated.TryGetValue(json, out int number))
        {
            Write(number);
            return;
        }

        Write(_repeated.Count);
        _repeated.Add(json, _repeated.Count);
        Write(json);
    }

    internal static void ToLittleEndian(Span<byte> numbers)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> values = MemoryMarshal.Cast<byte, int>(numbers);
            BinaryPrimitives.ReverseEndianness(values, values);
        }
    }
}
