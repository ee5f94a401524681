using System.Globalization;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Evaluation;

/// <summary>
/// Turns questions into token ids that fit a model's context: the wording stays whole, of the response the last part is kept
/// that fits beside it, and of the prompt the last part that fits beside both.
/// </summary>
public sealed class EvaluationPrompt
{
    /// <summary>What MiniHF's evaluators are tuned to answer after.</summary>
    public const string DefaultSuffix = "<|end|>";

    private readonly Tokenizer _tokenizer;
    private readonly int _context;
    private readonly string _suffix;
    private readonly int? _suffixId;

    public EvaluationPrompt(Tokenizer tokenizer, int contextLength, string suffix = DefaultSuffix)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(suffix);
        _tokenizer = tokenizer;
        _context = contextLength;
        _suffix = suffix;
        _suffixId = tokenizer.TryGetId(suffix, out int id) && tokenizer.IsSpecial(id) ? id : null;
    }

    /// <summary>The ids of a question, suffix and all.</summary>
    /// <exception cref="UserFacingException">The wording alone is longer than the context.</exception>
    public int[] Encode(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        EvaluationTemplate template = question.Template;
        int[] whole = Encode(template.Render(question.Prompt, question.Response));
        if (whole.Length <= _context)
        {
            return whole;
        }

        int wording = Encode(template.Render("", "")).Length;
        if (wording >= _context)
        {
            throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture, $"The question is {wording:N0} tokens without the text it asks about; the evaluator's context is {_context:N0}: shorten it."));
        }

        return EncodeShortened(question, _context - wording);
    }

    /// <param name="room">Tokens there are for prompt and response together.</param>
    private int[] EncodeShortened(Question question, int room)
    {
        EvaluationTemplate template = question.Template;
        int texts = template.Count(TemplateSlot.Text);
        int responses = Math.Max(1, template.Count(TemplateSlot.Response) + texts);
        int prompts = Math.Max(1, template.Count(TemplateSlot.Prompt) + texts);

        // What is cut may be read into other tokens where it meets the wording, so the sum can come out a few too long.
        for (; room > 0; room--)
        {
            string response = KeepLast(question.Response, room / responses, out int taken);
            string prompt = KeepLast(question.Prompt, (room - (taken * responses)) / prompts, out _);
            int[] ids = Encode(template.Render(prompt, response));
            if (ids.Length <= _context)
            {
                return ids;
            }
        }

        return Encode(template.Render("", ""));
    }

    private string KeepLast(string text, int most, out int taken)
    {
        int[] ids = _tokenizer.EncodeToIds(text);
        taken = Math.Min(ids.Length, most);

        // The first token kept may be the second half of a character.
        return ids.Length <= most ? text : _tokenizer.Decode(ids.AsSpan(ids.Length - most)).TrimStart('\uFFFD');
    }

    private int[] Encode(string text) => _suffixId is int id
        ? [.. _tokenizer.EncodeToIds(text, addSpecialTokens: true), id]
        : _tokenizer.EncodeToIds(text + _suffix, addSpecialTokens: true);
}
