using System.Text;

namespace MiniHF.Engine.Tokenization;

/// <summary>
/// The 256 printable characters that stand for bytes in a byte-level vocabulary: printable Latin-1 stands for itself, every
/// other byte for the next free character from U+0100 (space is <c>Ġ</c>). Source: GPT-2's <c>bytes_to_unicode</c>.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = BuildCharacters();
    private static readonly short[] s_bytes = BuildBytes();

    /// <summary>The most characters that <see cref="Encode"/> writes for a text of this length.</summary>
    public static int MaxLength(int textLength) => textLength * 3;

    /// <summary>Writes the UTF-8 bytes of <paramref name="text"/> as characters of the alphabet; returns how many.</summary>
    public static int Encode(ReadOnlySpan<char> text, Span<char> destination)
    {
        Span<byte> encoded = stackalloc byte[4];
        int written = 0;
        for (int i = 0; i < text.Length;)
        {
            if (text[i] < 0x80)
            {
                destination[written++] = s_characters[text[i++]];
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out Rune rune, out int width);
            foreach (byte b in encoded[..rune.EncodeToUtf8(encoded)])
            {
                destination[written++] = s_characters[b];
            }

            i += width;
        }

        return written;
    }

    /// <summary>
    /// Writes the bytes a token stands for; returns how many. A token with a character outside the alphabet (an added token)
    /// stands for its own UTF-8.
    /// </summary>
    public static int Decode(ReadOnlySpan<char> token, Span<byte> destination)
    {
        for (int i = 0; i < token.Length; i++)
        {
            int value = token[i] < s_bytes.Length ? s_bytes[token[i]] : -1;
            if (value < 0)
            {
                return Encoding.UTF8.GetBytes(token, destination);
            }

            destination[i] = (byte)value;
        }

        return token.Length;
    }

    private static char[] BuildCharacters()
    {
        char[] characters = new char[256];
        char next = '\u0100';
        for (int b = 0; b < characters.Length; b++)
        {
            bool printable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[b] = printable ? (char)b : next++;
        }

        return characters;
    }

    private static short[] BuildBytes()
    {
        short[] bytes = new short[s_characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (int b = 0; b < s_characters.Length; b++)
        {
            bytes[s_characters[b]] = (short)b;
        }

        return bytes;
    }
}
