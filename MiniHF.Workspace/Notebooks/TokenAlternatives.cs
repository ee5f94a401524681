using System.Buffers;
using System.Buffers.Binary;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// What might have stood in the place of each token, packed into text: a third of what the same numbers take as JSON. Frozen, since it
/// stands in events.
/// </summary>
/// <remarks>
/// Base64 of, for each token, the number of alternatives (a byte), and for each of them its id (seven bits a byte, the lowest first,
/// the highest bit set on all but the last) and its natural log-probability (a half, little-endian). The most probable comes first; the token
/// that was drawn may be among them.
/// </remarks>
public static class TokenAlternatives
{
    /// <summary>How many are recorded beside each token.</summary>
    public const int Recorded = 5;

    /// <summary>Packs what a generator told of consecutive tokens.</summary>
    public static string Pack(IEnumerable<IReadOnlyList<TokenAlternative>> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArrayBufferWriter<byte> bytes = new();
        Span<byte> half = stackalloc byte[2];
        foreach (IReadOnlyList<TokenAlternative> alternatives in tokens)
        {
            int count = Math.Min(alternatives.Count, byte.MaxValue);
            bytes.Write([(byte)count]);
            for (int i = 0; i < count; i++)
            {
                uint id = (uint)alternatives[i].TokenId;
                for (; id >= 0x80; id >>= 7)
                {
                    bytes.Write([(byte)(id | 0x80)]);
                }

                bytes.Write([(byte)id]);
                BinaryPrimitives.WriteHalfLittleEndian(half, (Half)alternatives[i].LogProbability);
                bytes.Write(half);
            }
        }

        return Convert.ToBase64String(bytes.WrittenSpan);
    }

    /// <summary>The alternatives of each token; their texts are not packed.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static IReadOnlyList<IReadOnlyList<TokenAlternative>> Unpack(string packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        ReadOnlySpan<byte> bytes = Convert.FromBase64String(packed);
        List<IReadOnlyList<TokenAlternative>> tokens = [];
        int at = 0;
        while (at < bytes.Length)
        {
            TokenAlternative[] alternatives = new TokenAlternative[bytes[at++]];
            for (int i = 0; i < alternatives.Length; i++)
            {
                int id = 0;
                for (int shift = 0; ; shift += 7)
                {
                    byte next = at < bytes.Length && shift < 35 ? bytes[at++] : throw new FormatException("The alternatives end too soon.");
                    id |= (next & 0x7F) << shift;
                    if (next < 0x80)
                    {
                        break;
                    }
                }

                if (at + 2 > bytes.Length)
                {
                    throw new FormatException("The alternatives end too soon.");
                }

                alternatives[i] = new TokenAlternative(id, "", (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[at..]));
                at += 2;
            }

            tokens.Add(alternatives);
        }

        return tokens;
    }
}
