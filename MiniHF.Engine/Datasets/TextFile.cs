using System.Text;

namespace MiniHF.Engine.Datasets;

/// <summary>Plain text: documents between <c>&lt;|endoftext|&gt;</c>, or prompts between <c>&lt;|endprompt|&gt;</c> as MiniHF has them.</summary>
internal static class TextFile
{
    private const string EndOfText = "<|endoftext|>";
    private const string EndOfPrompt = "<|endprompt|>";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<DataItem> Read(string path, Stream stream)
    {
        string text = ReadAll(path, stream);
        if (text.Contains(EndOfPrompt, StringComparison.Ordinal))
        {
            return text.Split(EndOfPrompt).Select(prompt => prompt.Trim()).Where(prompt => prompt.Length > 0).Select(prompt => new PromptItem(prompt));
        }

        return text.Split(EndOfText).Where(document => !string.IsNullOrWhiteSpace(document)).Select(document => new TextItem(document));
    }

    /// <exception cref="UserFacingException">It is not UTF-8.</exception>
    public static string ReadAll(string path, Stream stream) =>
        TryReadAll(stream) ?? throw new UserFacingException($"{path} is not UTF-8 text: save it as UTF-8.");

    /// <summary>A reader that throws <see cref="DecoderFallbackException"/> at what is not UTF-8, instead of putting marks in its place.</summary>
    public static StreamReader Open(Stream stream) => new(stream, s_strict, detectEncodingFromByteOrderMarks: true, leaveOpen: true);

    /// <summary>The text, or null where it is not UTF-8.</summary>
    public static string? TryReadAll(Stream stream)
    {
        try
        {
            using StreamReader reader = Open(stream);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
