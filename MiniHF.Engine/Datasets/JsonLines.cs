using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MiniHF.Engine.Datasets;

/// <summary>
/// One JSON object a line: <c>text</c>; <c>inputs</c> and <c>targets</c>; <c>prompt</c>, <c>chosen</c> and <c>rejected</c> (with
/// <c>win_rate</c>); <c>prompt</c>, <c>response</c> and <c>rating</c> (with <c>question</c>); or <c>prompt</c> alone. <c>events</c> lists where it came from.
/// </summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions s_format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true };

    public static IEnumerable<DataItem> Read(string path, Stream stream, CancellationToken ct)
    {
        using StreamReader reader = TextFile.Open(stream);
        int number = 0;
        while (NextLine(path, reader, number + 1) is string line)
        {
            ct.ThrowIfCancellationRequested();
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line) ?? throw new UserFacingException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {number}: not an object with \"text\", \"inputs\" and \"targets\", \"prompt\", \"chosen\" and \"rejected\", or \"prompt\", \"response\" and \"rating\"."));
            }
        }
    }

    private static string? NextLine(string path, StreamReader reader, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{path} is not UTF-8 text at or soon after line {number}: save it as UTF-8."), e);
        }
    }

    private static DataItem? Parse(string line)
    {
        try
        {
            Line? read = JsonSerializer.Deserialize<Line>(line, s_format);
            return read is null ? null : ToItem(read) is { } item ? item with { EventIds = read.Events ?? [] } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DataItem? ToItem(Line line) => line switch
    {
        { Inputs: { } inputs, Targets: { } targets } => new ExampleItem(inputs, targets),
        { Prompt: { } prompt, Chosen: { } chosen, Rejected: { } rejected, WinRate: null or (>= 0 and <= 1) } => new PreferenceItem(prompt, chosen, rejected, line.WinRate ?? 1),
        { Prompt: { } prompt, Response: { } response, Rating: { } rating } => new RatedItem(prompt, response, rating, line.Question),
        { Text: { } text } => new TextItem(text),
        { Prompt: { } prompt, Chosen: null, Response: null } => new PromptItem(prompt),
        _ => null,
    };

    private sealed record Line(
        string? Text, string? Inputs, string? Targets, string? Prompt, string? Chosen, string? Rejected, string? Response, bool? Rating, string? Question,
        double? WinRate, IReadOnlyList<string>? Events);
}
