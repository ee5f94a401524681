using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>
/// Links the rungs of a stream: each chain value is a hash over the one before, the fold's name and version, where it stands, the seal of the
/// event it ends in and the hash of the state there. So the last one speaks for every state on record, and for the order they came in.
/// </summary>
internal static class LadderChain
{
    /// <summary>The chain value of a rung, as <see cref="LadderStatements"/> computes it in the database.</summary>
    /// <param name="previous">Of the rung before; null for the first.</param>
    public static byte[] Of(byte[]? previous, Guid stream, string fold, int schemaVersion, long version, byte[]? seal, byte[] hash)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{stream}|{fold}|{schemaVersion}|{version}");
        return SHA256.HashData([.. previous ?? [], .. Encoding.UTF8.GetBytes(place), .. seal ?? [], .. hash]);
    }
}
