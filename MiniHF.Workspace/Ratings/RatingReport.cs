using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>What came of asking: who did how much, how far they agree, whether the place speaks. A pure function of the notebook.</summary>
public sealed record RatingReport(IReadOnlyList<RaterCount> Raters, Agreement Agreement, PositionBias Bias)
{
    /// <summary>What those said who were asked again with the sides swapped.</summary>
    public SwapConsistency Swapped { get; init; } = SwapConsistency.None;

    /// <summary>Of everything the settings ask about, whoever asked it.</summary>
    /// <param name="asks">The cell that asks; null where a page asks without one.</param>
    public static RatingReport Of(NotebookState state, RateSettings settings, CellId? asks)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        RatingItem[] asked = [.. RatingQueue.Of(state, settings with { OnlyUnrated = false }, asks, default).Items];
        HashSet<RatingItemKey> keys = [.. asked.Select(item => item.Key)];
        Judgement[] judgements =
        [
            .. state.Judgements.Values
                .Where(judgement => !judgement.Retracted && judgement.Protocol == settings.Protocol)
                .Where(judgement => (asks is not null && judgement.Asked == asks) || keys.Contains(RatingItemKey.Of(judgement.Protocol, judgement.Shown)))
                .OrderBy(judgement => judgement.At).ThenBy(judgement => judgement.Id.Value),
        ];
        // Between people the first answer counts: the second is about the place.
        Answer[] answers = [.. judgements.Where(judgement => RepeatedJudgements.FirstOf(state, judgement) is null).SelectMany(AnswersOf).Concat(settings.Protocol == JudgementProtocol.Thumb ? ThumbsOf(state, asked) : [])];
        // Who answered twice meant the last.
        Dictionary<string, Dictionary<PersonId, int>> units = [];
        foreach (Answer answer in answers)
        {
            (units.TryGetValue(answer.Unit, out Dictionary<PersonId, int>? unit) ? unit : units[answer.Unit] = [])[answer.Person] = answer.Value;
        }

        RaterCount[] raters =
        [
            .. judgements.Select(judgement => judgement.By).Concat(answers.Select(answer => answer.Person)).Distinct()
                .Select(person => CountOf(person, settings.Protocol, judgements, units.Values))
                .OrderByDescending(rater => rater.Judged).ThenBy(rater => rater.Person.Value),
        ];
        return new RatingReport(
            raters,
            Agreement.Of([.. units.Values.Select(unit => unit.Values.ToArray())], settings.Protocol == JudgementProtocol.Score),
            raters.Aggregate(new PositionBias(0, 0, 0), (sum, rater) => sum + rater.Bias))
        {
            Swapped = judgements.Where(judgement => judgement.Counts)
                .Select(judgement => RepeatedJudgements.FirstOf(state, judgement) is { } first ? SwapConsistency.Of(first, judgement) : SwapConsistency.None)
                .Aggregate(SwapConsistency.None, (sum, one) => sum + one),
        };
    }

    private static RaterCount CountOf(
        PersonId person, JudgementProtocol protocol, Judgement[] judgements, IReadOnlyCollection<Dictionary<PersonId, int>> units)
    {
        Judgement[] own = [.. judgements.Where(judgement => judgement.By == person)];
        Judgement[] pairs = [.. own.Where(judgement => judgement is { Protocol: JudgementProtocol.Pair, Counts: true })];
        (int with, int same) = (0, 0);
        foreach (Dictionary<PersonId, int> unit in units)
        {
            if (unit.TryGetValue(person, out int answer))
            {
                with += unit.Count - 1;
                same += unit.Count(other => other.Key != person && other.Value == answer);
            }
        }

        return new RaterCount(
            person,
            protocol == JudgementProtocol.Thumb ? units.Count(unit => unit.ContainsKey(person)) : own.Count(judgement => judgement.Counts),
            own.Count(judgement => judgement.IsSkipped),
            new PositionBias(
                pairs.Count(pair => pair.Values[0] < pair.Values[1]),
                pairs.Count(pair => pair.Values[0] > pair.Values[1]),
                pairs.Count(pair => pair.Values[0] == pair.Values[1])),
            with,
            same);
    }

    private static IEnumerable<Answer> ThumbsOf(NotebookState state, IEnumerable<RatingItem> asked) =>
        from item in asked
        where state.Cells.GetValueOrDefault(item.Text) is WriteCell
        from thumb in ((WriteCell)state.Cells[item.Text]).Tree.Branches[item.Shown[0]].Thumbs
        select new Answer(thumb.Key, item.Key.Value, (int)thumb.Value);

    /// <summary>A ranking answers once for each two of its texts.</summary>
    private static IEnumerable<Answer> AnswersOf(Judgement judgement)
    {
        if (!judgement.Counts)
        {
            yield break;
        }

        if (judgement.Protocol == JudgementProtocol.Score)
        {
            yield return new Answer(judgement.By, RatingItemKey.Of(judgement).Value, judgement.Values[0]);
        }

        BranchId[] texts = [.. judgement.Shown.OrderBy(branch => branch.Value)];
        for (int one = 0; one < texts.Length; one++)
        {
            for (int other = one + 1; other < texts.Length; other++)
            {
                if (judgement.Compare(texts[one], texts[other]) is { } preferred)
                {
                    yield return new Answer(judgement.By, $"{texts[one].Value:N}:{texts[other].Value:N}", preferred);
                }
            }
        }
    }

    private readonly record struct Answer(PersonId Person, string Unit, int Value);
}
