using System.Collections.Immutable;
using System.Text;

namespace MiniHF.Engine.Evaluation;

/// <summary>
/// The wording of a question about a text, with slots for the text. What is put into a slot is never read as a template, and a
/// brace that is part of no slot is a brace.
/// </summary>
public sealed partial class EvaluationTemplate
{
    private readonly ImmutableArray<Segment> _segments;

    private EvaluationTemplate(IEnumerable<Segment> segments) => _segments = Merge(segments);

    /// <summary>How often the slot is in the template.</summary>
    public int Count(TemplateSlot slot) => _segments.Count(segment => segment.Slot == slot);

    /// <summary>Whether the template says anything of the text it is about.</summary>
    public bool ShowsText => Count(TemplateSlot.Prompt) + Count(TemplateSlot.Response) + Count(TemplateSlot.Text) > 0;

    /// <summary>The template with another put into a slot.</summary>
    public EvaluationTemplate Fill(TemplateSlot slot, EvaluationTemplate with)
    {
        ArgumentNullException.ThrowIfNull(with);
        return new EvaluationTemplate(_segments.SelectMany(segment => segment.Slot == slot ? with._segments : [segment]));
    }

    /// <summary>The template with plain text put into a slot.</summary>
    public EvaluationTemplate Fill(TemplateSlot slot, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Fill(slot, new EvaluationTemplate([new Segment(text, null)]));
    }

    /// <summary>The template followed by plain text.</summary>
    public EvaluationTemplate Append(string text) => new(_segments.Add(new Segment(text, null)));

    /// <summary>The template without the blank space it begins and ends with.</summary>
    public EvaluationTemplate Trim()
    {
        ImmutableArray<Segment> segments = _segments;
        if (segments is [{ Literal: string first }, ..])
        {
            segments = segments.SetItem(0, new Segment(first.TrimStart(), null));
        }

        if (segments is [.., { Literal: string last }])
        {
            segments = segments.SetItem(segments.Length - 1, new Segment(last.TrimEnd(), null));
        }

        return new EvaluationTemplate(segments);
    }

    /// <summary>The question about a text. Slots that were to be filled before, with a preamble say, are left empty.</summary>
    public string Render(string prompt, string response)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(response);
        StringBuilder text = new();
        foreach (Segment segment in _segments)
        {
            _ = segment.Slot switch
            {
                null => text.Append(segment.Literal),
                TemplateSlot.Prompt => text.Append(prompt),
                TemplateSlot.Response => text.Append(response),
                TemplateSlot.Text => text.Append(prompt).Append(response),
                _ => text,
            };
        }

        return text.ToString();
    }

    /// <summary>Plain text beside plain text becomes one stretch, so that the ends of a template are the ends of its text.</summary>
    private static ImmutableArray<Segment> Merge(IEnumerable<Segment> segments)
    {
        List<Segment> merged = [];
        foreach (Segment segment in segments)
        {
            if (segment.Slot is null && merged is [.., { Slot: null } last])
            {
                merged[^1] = new Segment(last.Literal + segment.Literal, null);
            }
            else if (segment.Literal != "")
            {
                merged.Add(segment);
            }
        }

        return [.. merged];
    }

    /// <summary>Either a stretch of plain text or a slot.</summary>
    private readonly record struct Segment(string? Literal, TemplateSlot? Slot);
}
