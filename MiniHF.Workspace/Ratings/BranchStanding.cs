using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>What people made of one branch when they were asked. Thumbs are with the branch itself.</summary>
/// <param name="Judgements">Those that count and those in words, oldest first.</param>
/// <param name="Won">Comparisons with one other text in which it was preferred; a ranking is as many as it has texts below.</param>
public sealed record BranchStanding(ImmutableArray<Judgement> Judgements, int Won, int Lost, int Equal)
{
    public static BranchStanding None { get; } = new([], 0, 0, 0);

    public int Compared => Won + Lost + Equal;

    /// <summary>The scores given, each person's newest.</summary>
    public IEnumerable<Judgement> Scores => Judgements
        .Where(judgement => judgement is { Protocol: Notebooks.JudgementProtocol.Score, Counts: true })
        .GroupBy(judgement => judgement.By)
        .Select(own => own.Last());

    /// <summary>Of the scores; null where there is none.</summary>
    public double? MeanScore => !Judgements.IsEmpty && Scores.Any() ? Scores.Average(score => score.Values[0]) : null;
}
