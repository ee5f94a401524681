using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf tokenize</c>: the ids of a text, how many, and the text they decode to.</summary>
internal static class TokenizeCommand
{
    // Standard output carries text, not HTML: what can be read stays readable.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Argument<string?> text = new("text") { Arity = ArgumentArity.ZeroOrOne, Description = "The text, or @FILE to read it from a file (UTF-8)." };
        Option<string?> model = new("--model") { HelpName = "M", Description = "A model directory or a tokenizer.json; the embedded model without it." };
        Option<string?> lines = new("--jsonl") { HelpName = "FILE", Description = "Tokenize each {\"text\": …} line of a file instead; prints a JSON object a line." };
        Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
        Option<bool> allowSpecial = new("--allow-special") { Description = "Read the names of special tokens in the text as those tokens." };
        Option<bool> addSpecial = new("--add-special-tokens") { Description = "Put the tokenizer's own tokens around the text, such as <s>." };
        Command command = new("tokenize", "Show the token ids of a text, and the text they decode to.") { text, model, lines, json, allowSpecial, addSpecial };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(text) is null) == (result.GetValue(lines) is null))
            {
                result.AddError("tokenize takes a text, @FILE or --jsonl FILE, one of them.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Tokenizer tokenizer = Tokenizer.Load(parsed.GetValue(model) ?? LanguageModels.Embedded);
            Tokenized Tokenize(string input)
            {
                int[] ids = tokenizer.EncodeToIds(input, parsed.GetValue(addSpecial), parsed.GetValue(allowSpecial));
                return new Tokenized(ids, ids.Length, tokenizer.Decode(ids));
            }

            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(lines) is string file)
            {
                await TokenizeLinesAsync(file, Tokenize, parsed.GetValue(json), output, cancellationToken);
                return 0;
            }

            Tokenized tokenized = Tokenize(await TextArgument.ReadAsync(parsed.GetValue(text)!, cancellationToken));
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(tokenized, s_json));
                return 0;
            }

            await output.WriteLineAsync($"ids      {string.Join(' ', tokenized.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"count    {tokenized.Count}"));
            await output.WriteLineAsync($"decoded  {tokenized.Decoded}");
            return 0;
        });
        return command;
    }

    private static async Task TokenizeLinesAsync(string file, Func<string, Tokenized> tokenize, bool asOneObject, TextWriter output, CancellationToken cancellationToken)
    {
        List<Tokenized> all = [];
        int number = 0;
        try
        {
            await foreach (string line in File.ReadLinesAsync(file, cancellationToken))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                Tokenized tokenized = tokenize(ReadLineText(line, file, number));
                if (asOneObject)
                {
                    all.Add(tokenized);
                }
                else
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(tokenized, s_json));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{file}: cannot be read ({e.Message})", e);
        }

        if (asOneObject)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new TokenizedLines(all, all.Sum(line => (long)line.Count)), s_json));
        }
    }

    private static string ReadLineText(string line, string file, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString()!;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{file}, line {number}: not valid JSON ({e.Message})"), e);
        }

        throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{file}, line {number}: not an object with a \"text\" string."));
    }

    private sealed record Tokenized(IReadOnlyList<int> Ids, int Count, string Decoded);

    private sealed record TokenizedLines(IReadOnlyList<Tokenized> Documents, long Count);
}
