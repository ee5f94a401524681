using System.Diagnostics;
using System.Text;

namespace MiniHF.Engine.Tokenization;

/// <summary>How fast a tokenizer encodes on one core.</summary>
/// <param name="Bytes">UTF-8 bytes of text encoded.</param>
/// <param name="Tokens">Ids made.</param>
/// <param name="Elapsed">Wall time, the first pass (which meets every word for the first time) included.</param>
public sealed record TokenizerThroughput(long Bytes, long Tokens, TimeSpan Elapsed)
{
    /// <summary>Millions of UTF-8 bytes a second.</summary>
    public double MegabytesPerSecond => Bytes / 1e6 / Elapsed.TotalSeconds;

    public double TokensPerSecond => Tokens / Elapsed.TotalSeconds;

    /// <summary>Encodes <paramref name="text"/> again and again, at least once, until <paramref name="atLeast"/> has passed.</summary>
    public static TokenizerThroughput Measure(Tokenizer tokenizer, string text, TimeSpan atLeast)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentException.ThrowIfNullOrEmpty(text);
        int bytesOnce = Encoding.UTF8.GetByteCount(text);
        long bytes = 0;
        long tokens = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            tokens += tokenizer.EncodeToIds(text).Length;
            bytes += bytesOnce;
        }
        while (Stopwatch.GetElapsedTime(start) < atLeast);

        return new TokenizerThroughput(bytes, tokens, Stopwatch.GetElapsedTime(start));
    }
}
