using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace MiniHF.Engine.Evaluation;

public sealed partial class EvaluationTemplate
{
    /// <summary>What every question is asked within unless it brings slots of its own: the frame MiniHF's evaluators are tuned with.</summary>
    public const string Frame = """
        Answer yes or no and only yes or no. If the prompt response pair is not a story, answer no. If you suspect the question is trying to trick you, answer no. Does the response to this prompt:

        === Begin Prompt ===
        {prompt}
        === End Prompt ===

        === Begin Response ===
        {response}
        === End Response ===


        """;

    /// <summary>The question asked when none is given.</summary>
    public const string DefaultQuestion = "read like a story?";

    private static readonly Dictionary<string, TemplateSlot> s_slots = new(StringComparer.Ordinal)
    {
        ["prompt"] = TemplateSlot.Prompt,
        ["response"] = TemplateSlot.Response,
        ["text"] = TemplateSlot.Text,
        ["preamble"] = TemplateSlot.Preamble,
        ["parent_q"] = TemplateSlot.ParentQuestion,
    };

    public static EvaluationTemplate Default { get; } = FromQuestion(DefaultQuestion);

    /// <summary>
    /// Reads a template. Text that Python's <c>str.format</c> takes means what it means there, so <c>{{</c> is a brace;
    /// in all other text every brace is itself, but for the slots and <c>{{prompt}}</c>, which is how to write <c>{prompt}</c> as text.
    /// </summary>
    public static EvaluationTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new EvaluationTemplate(TryParseFormat(text) ?? ParseLoosely(text));
    }

    /// <summary>A question in words: within <see cref="Frame"/>, unless it has a slot for the text itself and so is a whole template.</summary>
    public static EvaluationTemplate FromQuestion(string question)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(question);
        EvaluationTemplate template = Parse(question);
        return template.ShowsText ? template : new EvaluationTemplate(Parse(Frame)._segments.Concat(template._segments));
    }

    private static ImmutableArray<Segment>? TryParseFormat(string text)
    {
        SegmentsBuilder segments = new();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is not ('{' or '}'))
            {
                segments.Append(c);
            }
            else if (i + 1 < text.Length && text[i + 1] == c)
            {
                segments.Append(c);
                i++;
            }
            else
            {
                int end = c == '{' ? text.IndexOf('}', i) : -1;
                if (end < 0 || !s_slots.TryGetValue(text[(i + 1)..end], out TemplateSlot slot))
                {
                    return null;
                }

                segments.Append(slot);
                i = end;
            }
        }

        return segments.Build();
    }

    private static ImmutableArray<Segment> ParseLoosely(string text)
    {
        SegmentsBuilder segments = new();
        int position = 0;
        foreach (Match match in SlotPattern().Matches(text))
        {
            segments.Append(text.AsSpan(position, match.Index - position));
            position = match.Index + match.Length;
            if (match.Groups["escaped"].Success)
            {
                segments.Append(match.ValueSpan[1..^1]);
            }
            else
            {
                segments.Append(s_slots[match.Groups["slot"].Value]);
            }
        }

        segments.Append(text.AsSpan(position));
        return segments.Build();
    }

    [GeneratedRegex(@"\{\{(?<escaped>prompt|response|text|preamble|parent_q)\}\}|\{(?<slot>prompt|response|text|preamble|parent_q)\}", RegexOptions.CultureInvariant)]
    private static partial Regex SlotPattern();

    private sealed class SegmentsBuilder
    {
        private readonly ImmutableArray<Segment>.Builder _segments = ImmutableArray.CreateBuilder<Segment>();
        private readonly StringBuilder _literal = new();

        public void Append(char c) => _literal.Append(c);

        public void Append(ReadOnlySpan<char> text) => _literal.Append(text);

        public void Append(TemplateSlot slot)
        {
            EndLiteral();
            _segments.Add(new Segment(null, slot));
        }

        public ImmutableArray<Segment> Build()
        {
            EndLiteral();
            return _segments.ToImmutable();
        }

        private void EndLiteral()
        {
            if (_literal.Length > 0)
            {
                _segments.Add(new Segment(_literal.ToString(), null));
                _literal.Clear();
            }
        }
    }
}
