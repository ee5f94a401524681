using System.Text.RegularExpressions;

namespace MiniHF.Engine.Evaluation;

/// <summary>
/// Reads the form MiniHF writes its constitutions in, and more than it could: colons and semicolons in values, braces in bodies,
/// names in their own case, weight and answer left out, no preamble.
/// <code>
/// ==[PREAMBLE]==
/// Answer yes or no and only yes or no. Does the response to this prompt:
/// {prompt}
/// …
/// ==[Principle: Holds together; Weight: 0.7; Answer: Yes]==
/// {preamble}
/// make sense?
/// </code>
/// </summary>
internal static partial class ConstitutionParser
{
    private const string PreambleHeader = "PREAMBLE";

    /// <exception cref="ConstitutionFormatException">The text is no constitution; the message says where and why.</exception>
    public static Constitution Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string source = text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        FindBrokenHeader(source);

        List<Block> blocks = [.. ReadBlocks(source)];
        if (blocks.Count == 0)
        {
            throw new ConstitutionFormatException(1, "there is no header such as ==[Principle: Good prose; Weight: 1.0; Answer: Yes]==");
        }

        bool hasPreamble = IsPreamble(blocks[0]);
        string preamble = hasPreamble ? blocks[0].Body : "";
        EvaluationTemplate preambleTemplate = EvaluationTemplate.Parse(preamble);
        if (preambleTemplate.Count(TemplateSlot.Preamble) > 0)
        {
            throw new ConstitutionFormatException(blocks[0].Line, "the preamble has {preamble} in it, which is itself");
        }

        List<string> warnings = [];
        List<ConstitutionPrinciple> principles = [.. blocks.Skip(hasPreamble ? 1 : 0).Select(block => ReadPrinciple(block, preambleTemplate, warnings))];
        if (principles.Count == 0)
        {
            throw new ConstitutionFormatException(blocks[0].Line, "there is a preamble and no principle: add a header such as ==[Principle: Good prose; Weight: 1.0; Answer: Yes]==");
        }

        if (principles.All(principle => principle.Weight == 0))
        {
            throw new ConstitutionFormatException(principles[0].Line, "every weight is 0: give one principle at least a weight above it");
        }

        return new Constitution(preamble, principles, text) { Warnings = warnings };
    }

    private static ConstitutionPrinciple ReadPrinciple(Block block, EvaluationTemplate preamble, List<string> warnings)
    {
        if (IsPreamble(block))
        {
            throw new ConstitutionFormatException(block.Line, "a second preamble, or one that is not first: there is one, before all principles");
        }

        ConstitutionHeader header = ConstitutionHeader.Parse(block.Header, block.Line, warnings);
        if (block.Body.Length == 0)
        {
            throw new ConstitutionFormatException(block.Line, $"the principle \"{header.Name}\" asks nothing: write its question under the header");
        }

        EvaluationTemplate template = EvaluationTemplate.Parse(block.Body).Fill(TemplateSlot.Preamble, preamble);
        if (!template.ShowsText)
        {
            warnings.Add($"Line {block.Line}: the principle \"{header.Name}\" does not show the text it asks about; put {{preamble}}, {{prompt}} or {{response}} into it.");
        }

        return new ConstitutionPrinciple(header.Name, header.Weight, header.WantsYes, block.Body, block.Line) { Template = template };
    }

    private static IEnumerable<Block> ReadBlocks(string source)
    {
        MatchCollection headers = HeaderPattern().Matches(source);
        if (headers.Count > 0 && source[..headers[0].Index].Trim().Length > 0)
        {
            throw new ConstitutionFormatException(1, "there is text before the first header, which belongs to no principle: put ==[PREAMBLE]== above it");
        }

        for (int i = 0; i < headers.Count; i++)
        {
            int start = headers[i].Index + headers[i].Length;
            int end = i + 1 < headers.Count ? headers[i + 1].Index : source.Length;
            yield return new Block(headers[i].Groups[1].Value.Trim(), source[start..end].Trim(), LineOf(source, headers[i].Index));
        }
    }

    /// <summary>A line that was meant for a header must not become part of the body above it.</summary>
    private static void FindBrokenHeader(string source)
    {
        Match broken = BrokenHeaderPattern().Match(source);
        if (broken.Success)
        {
            throw new ConstitutionFormatException(
                LineOf(source, broken.Index), $"\"{broken.Value.Trim()}\" is not a whole header; one looks like ==[Principle: Good prose; Weight: 1.0; Answer: Yes]==");
        }
    }

    private static bool IsPreamble(Block block) => string.Equals(block.Header, PreambleHeader, StringComparison.OrdinalIgnoreCase);

    private static int LineOf(string source, int index) => source.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"==\[(.+)\]==", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(
        @"^(?!.*==\[.+\]==)[ \t]*(?:==\[|=*\[[ \t]*(?:principle[ \t]*:|preamble[ \t]*\])).*$",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex BrokenHeaderPattern();

    private sealed record Block(string Header, string Body, int Line);
}
