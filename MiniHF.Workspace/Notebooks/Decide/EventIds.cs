using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MiniHF.Workspace.Notebooks.Decide;

/// <summary>Ids of the events of one command: the same command gives the same ids, so that the store can tell a retry.</summary>
public static class EventIds
{
    /// <summary>The first event has the command's id; later ones a hash of it and their index (UUID version 8).</summary>
    public static Guid Of(Guid command, int index)
    {
        if (index == 0)
        {
            return command;
        }

        Span<byte> name = stackalloc byte[20];
        command.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], index);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
