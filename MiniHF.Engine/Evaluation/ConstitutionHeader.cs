using System.Globalization;

namespace MiniHF.Engine.Evaluation;

/// <summary>What stands between the brackets: <c>Principle: A walk: slow; Weight: 0.7; Answer: No</c>.</summary>
internal sealed record ConstitutionHeader(string Name, double Weight, bool WantsYes)
{
    private const string NameKey = "principle";
    private const string WeightKey = "weight";
    private const string AnswerKey = "answer";

    public static ConstitutionHeader Parse(string header, int line, List<string> warnings)
    {
        Dictionary<string, string> fields = ReadFields(header, line, warnings);
        if (!fields.TryGetValue(NameKey, out string? name) || name.Length == 0)
        {
            throw new ConstitutionFormatException(line, $"the header \"{header}\" names no principle; it must begin with \"Principle: \" and a name");
        }

        return new ConstitutionHeader(name, ReadWeight(fields, line), ReadAnswer(fields, line));
    }

    private static Dictionary<string, string> ReadFields(string header, int line, List<string> warnings)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        string last = "";
        foreach (string part in header.Split(';'))
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            string key = colon < 0 ? "" : part[..colon].Trim();
            if (colon < 0 && last.Length > 0)
            {
                // No key: the semicolon belonged to the value before it.
                fields[last] = $"{fields[last]};{part}".TrimEnd();
                continue;
            }

            if (colon < 0 || key.Length == 0)
            {
                throw new ConstitutionFormatException(line, $"\"{part.Trim()}\" in the header \"{header}\" has no name before a colon, such as Principle, Weight or Answer");
            }

            if (!fields.TryAdd(key, part[(colon + 1)..].Trim()))
            {
                throw new ConstitutionFormatException(line, $"the header \"{header}\" gives \"{key}\" twice");
            }

            last = key;
            if (!IsKnown(key))
            {
                warnings.Add($"Line {line}: \"{key}\" is not used; known are Principle, Weight and Answer.");
            }
        }

        return fields;
    }

    private static double ReadWeight(Dictionary<string, string> fields, int line)
    {
        if (!fields.TryGetValue(WeightKey, out string? text))
        {
            return 1;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) && double.IsFinite(weight) && weight >= 0
            ? weight
            : throw new ConstitutionFormatException(line, $"the weight \"{text}\" must be a number, 0 or more, with a point for the decimals");
    }

    private static bool ReadAnswer(Dictionary<string, string> fields, int line)
    {
        if (!fields.TryGetValue(AnswerKey, out string? text) || string.Equals(text, "yes", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return string.Equals(text, "no", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new ConstitutionFormatException(line, $"the answer \"{text}\" must be Yes or No");
    }

    private static bool IsKnown(string key) =>
        key.Equals(NameKey, StringComparison.OrdinalIgnoreCase)
        || key.Equals(WeightKey, StringComparison.OrdinalIgnoreCase)
        || key.Equals(AnswerKey, StringComparison.OrdinalIgnoreCase);
}
