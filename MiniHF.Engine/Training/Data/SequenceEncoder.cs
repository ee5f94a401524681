using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Training;

/// <summary>Turns items into tokens to learn.</summary>
internal sealed class SequenceEncoder
{
    private static readonly EvaluationTemplate s_whole = EvaluationTemplate.Parse("{text}");

    private readonly Tokenizer _tokenizer;
    private readonly int _context;
    private readonly int[] _end;
    private readonly string _suffix;

    /// <param name="context">Most tokens of a text.</param>
    /// <param name="endOfText">What a text ends with; null for nothing.</param>
    /// <param name="suffix">What a question ends with.</param>
    public SequenceEncoder(Tokenizer tokenizer, int context, int? endOfText, string suffix = EvaluationPrompt.DefaultSuffix)
    {
        _tokenizer = tokenizer;
        _context = context;
        _end = endOfText is int end ? [end] : [];
        _suffix = suffix;
    }

    /// <summary>A whole document, of any length.</summary>
    public TrainingSequence Document(string text, IReadOnlyList<string> events) =>
        new([.. _tokenizer.EncodeToIds(text), .. _end]) { EventIds = events };

    /// <summary>What is given and what follows it, of which only the latter is learnt. Too much is cut from the beginning.</summary>
    public TrainingSequence Continuation(string given, string following, IReadOnlyList<string> events, bool ends)
    {
        int[] before = _tokenizer.EncodeToIds(given, addSpecialTokens: true);
        int[] after = [.. _tokenizer.EncodeToIds(following), .. ends ? _end : []];
        return Fitted(before, after, events);
    }

    /// <summary>A question as the evaluator is asked it, and the answer.</summary>
    public TrainingSequence Answer(EvaluationTemplate template, string prompt, string response, string answer, IReadOnlyList<string> events)
    {
        int[] after = [.. After(answer), .. _end];
        EvaluationPrompt encoder = new(_tokenizer, _context - after.Length, _suffix);
        return Fitted(encoder.Encode(new Question(template, prompt, response)), after, events);
    }

    /// <summary>A ready-made question and its answer.</summary>
    public TrainingSequence Answer(ExampleItem item) => Answer(s_whole, item.Inputs, "", item.Targets, item.EventIds);

    /// <summary>The tokens of a text where it follows the suffix: what the evaluator's probabilities of yes and no are read from.</summary>
    private int[] After(string answer)
    {
        int[] before = _tokenizer.EncodeToIds(_suffix, allowSpecial: true);
        int[] whole = _tokenizer.EncodeToIds(_suffix + answer, allowSpecial: true);
        int shared = 0;
        while (shared < before.Length && shared < whole.Length - 1 && before[shared] == whole[shared])
        {
            shared++;
        }

        return whole[shared..];
    }

    private TrainingSequence Fitted(int[] before, int[] after, IReadOnlyList<string> events)
    {
        after = after.Length < _context ? after : after[..(_context - 1)];
        int room = _context - after.Length;
        before = before.Length <= room ? before : before[^room..];
        return new TrainingSequence([.. before, .. after], before.Length) { EventIds = events };
    }
}
