using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MiniHF.Workspace.Ratings;

/// <summary>Judgements as files: JSON lines, one judgement a line, or CSV (RFC 4180), one judged text a line.</summary>
public static class JudgementFiles
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // A file, never a page: prose in any script stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ToJsonLines(IEnumerable<JudgementRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        StringBuilder lines = new();
        foreach (JudgementRecord record in records)
        {
            lines.Append(JsonSerializer.Serialize(record, s_json)).Append('\n');
        }

        return lines.ToString();
    }

    public static string ToCsv(IEnumerable<JudgementRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        StringBuilder lines = new("judgement,at,person,name,protocol,verdict,blind,seed,asked,cell,position,value,source,branch,text,prompt,comment,repeats\r\n");
        foreach (JudgementRecord record in records)
        {
            foreach (JudgedText text in record.Texts)
            {
                lines.AppendJoin(',', new string?[]
                {
                    record.Id, record.At?.ToString("O", CultureInfo.InvariantCulture), record.Person.ToString(), record.Name, record.Protocol, record.Verdict,
                    record.Blind ? "true" : "false", record.Seed?.ToString(CultureInfo.InvariantCulture), record.Asked?.ToString(), record.Cell.ToString(),
                    text.Position.ToString(CultureInfo.InvariantCulture), text.Value?.ToString(CultureInfo.InvariantCulture), text.Source, text.Branch.ToString(),
                    text.Text, record.Prompt, record.Comment, record.Repeats,
                }.Select(Field)).Append("\r\n");
            }
        }

        return lines.ToString();
    }

    private static string Field(string? value) => value is null ? ""
        : value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
