using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MiniHF.Workspace.EventStore;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote, in the same order. Throws where the data ends too soon or makes no sense.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> data)
{
    private readonly List<object?> _repeated = [];
    private ReadOnlySpan<byte> _rest = data;

    public int ReadInt()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)(value >> 1) ^ -(int)(value & 1);
            }
        }

        throw new InvalidDataException("A number of the snapshot is too long.");
    }

    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public bool ReadBool() => ReadInt() != 0;

    public Guid ReadGuid() => new(Take(16));

    public Guid? ReadOptionalGuid() => ReadBool() ? ReadGuid() : null;

    public DateTimeOffset ReadInstant()
    {
        long ticks = ReadLong();
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(ReadInt()));
    }

    public string ReadText() => Encoding.UTF8.GetString(Take(ReadInt()));

    public string? ReadOptionalText() => ReadBool() ? ReadText() : null;

    public ImmutableArray<int> ReadInts() => ReadNumbers<int>();

    public ImmutableArray<float> ReadFloats() => ReadNumbers<float>();

    public T ReadJson<T>() =>
        JsonSerializer.Deserialize<T>(Take(ReadInt()), EventJson.Options) ?? throw new InvalidDataException("The snapshot holds null.");

    public T? ReadOptionalJson<T>()
        where T : class => JsonSerializer.Deserialize<T>(Take(ReadInt()), EventJson.Options);

    public T ReadRepeated<T>()
    {
        int number = ReadInt();
        if (number == _repeated.Count)
        {
            _repeated.Add(ReadJson<T>());
        }

        return (T)_repeated[number]!; // ReadJson never gives null
    }

    /// <summary>Says that the state is complete.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new InvalidDataException("The snapshot is longer than its state.");
        }
    }

    private ImmutableArray<T> ReadNumbers<T>()
        where T : unmanaged
    {
        int count = ReadInt();
        if (count == 0)
        {
            return [];
        }

        ReadOnlySpan<byte> bytes = Take(checked(count * sizeof(int)));
        T[] values = GC.AllocateUninitializedArray<T>(count);
        Span<byte> own = MemoryMarshal.AsBytes(values.AsSpan());
        bytes.CopyTo(own);
        SnapshotWriter.ToLittleEndian(own);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
