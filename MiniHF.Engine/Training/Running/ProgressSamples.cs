using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Training;

/// <summary>
/// Shows what a model writes while it is tuned: always after the same beginnings and with the same random numbers, so that two looks
/// differ by what was learnt between them.
/// </summary>
internal sealed class ProgressSamples
{
    private const int Shown = 4;
    private const int Length = 48;
    private const double Temperature = 0.8;

    // Of a text the first words are enough to go on from; of what a text was a continuation to, the end.
    private const int Beginning = 24;
    private const int MostGiven = 192;
    private const int LeastText = 12;

    private readonly TrainingJob _job;
    private readonly TrainingModel _model;
    private readonly int[][] _prompts;

    /// <param name="texts">What to take beginnings from.</param>
    public ProgressSamples(TrainingJob job, TrainingModel model, IEnumerable<TrainingSequence> texts)
    {
        (_job, _model) = (job, model);
        TrainingSequence[] found = [.. texts.Where(text => text.Ids.Length > 1).Take(64)];
        IEnumerable<TrainingSequence> whole = found.Where(text => text.FirstTarget > 1 || text.Ids.Length >= LeastText);
        _prompts = [.. whole.Concat(found).Select(PromptOf).DistinctBy(prompt => string.Join(' ', prompt)).Take(Shown)];
    }

    /// <summary>What it writes now.</summary>
    public IReadOnlyList<TrainingSample> Draw(CancellationToken ct)
    {
        if (_prompts.Length == 0)
        {
            return [];
        }

        // An engine for each look: none holds memory while steps are taken, nor keys and values of weights that have changed.
        using ModelSampler sampler = new(_model, _job, evaluator: null);
        int room = _model.ContextLength - _prompts.Max(prompt => prompt.Length);
        try
        {
            IReadOnlyList<DrawnText> drawn = sampler.Draw(
                _prompts, 1, Math.Min(Length, room), Temperature, mayEnd: true, [.. _prompts.Select((_, place) => _job.Recipe.Seed + place)], ct);
            return [.. drawn.Select(text => new TrainingSample(TextOf(text.Prompt), TextOf(text.Ids), null, []))];
        }
        catch (ModelOutputException)
        {
            // A model whose scores are no numbers writes nothing; the loss of the next step says so, and what to do.
            return [];
        }
    }

    private string TextOf(int[] ids) => _model.Tokenizer.Decode(ids, skipSpecialTokens: true);

    private int[] PromptOf(TrainingSequence text)
    {
        int most = Math.Max(1, Math.Min(MostGiven, _model.ContextLength - Math.Min(Length, _model.ContextLength / 2)));
        int given = text.FirstTarget > 1 ? text.FirstTarget : Math.Clamp(text.Ids.Length / 3, 1, Beginning);
        return text.Ids[Math.Max(0, given - most)..(text.FirstTarget > 1 ? given : BeforeAWord(text.Ids, given))];
    }

    /// <summary>Moves an end back to where a word ends, where there is one within a few tokens.</summary>
    private int BeforeAWord(int[] ids, int end)
    {
        for (int at = Math.Min(end, ids.Length - 1); at > Math.Max(1, end - 6); at--)
        {
            string before = TextOf(ids[..at]);
            string after = TextOf(ids[..(at + 1)]);
            if (after.Length > before.Length && char.IsWhiteSpace(after[before.Length]))
            {
                return at;
            }
        }

        return end;
    }
}
