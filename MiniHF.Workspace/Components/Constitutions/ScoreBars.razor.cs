using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Constitutions;

/// <summary>What each principle made of a text, as bars: the longer, the more as wanted. Principles that have not answered yet wait in their places.</summary>
public sealed partial class ScoreBars : MemoComponent
{
    /// <summary>In the constitution's order; null where the answer is still to come.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<PrincipleScore?> Scores { get; set; }

    /// <summary>The principles asked, where some have not answered yet.</summary>
    [Parameter]
    public IReadOnlyList<ConstitutionPrinciple> Asked { get; set; } = [];

    [Parameter]
    public ScoreCombination Combination { get; set; }

    /// <summary>With the figures behind the bars.</summary>
    [Parameter]
    public bool Detailed { get; set; }

    /// <summary>The colours to use; a scale from 0 to 1 unless the page compares texts that are close.</summary>
    [Parameter]
    public ScoreScale Scale { get; set; } = new(0, 1);

    protected override object RenderKey => (string.Join('|', Scores.Select(score => score?.Logit.ToString("R", CultureInfo.InvariantCulture))), Asked, Combination, Detailed, Scale);

    private List<(string Name, int Sign, double Weight)> Names => Asked.Count > 0
        ? [.. Asked.Select(principle => (principle.Name, principle.Sign, principle.Weight))]
        : [.. Scores.OfType<PrincipleScore>().Select(score => (score.Name, score.Sign, score.Weight))];

    /// <summary>How much each moves the score; null until all have answered, and where no such share is defined.</summary>
    private IReadOnlyList<double>? Shares => Combination != ScoreCombination.Bayes && Scores.Count == Names.Count && Scores.All(score => score is not null && double.IsFinite(score.Score)) && Scores.Any(score => score?.Weight > 0)
        ? CombinedScore.Shares([.. Scores.Select(score => score!.Score)], [.. Scores.Select(score => score!.Weight)], Combination) // all are there
        : null;

    /// <summary>"+1.20", "−0.35".</summary>
    public static string Signed(double value) =>
        double.IsFinite(value) ? value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : "–";

    private static string Label((string Name, int Sign, double Weight) asked, PrincipleScore? score) => score is null
        ? $"{asked.Name}: no answer yet"
        : $"{asked.Name}: {ScoreScale.Percent(YesNoScore.Probability(score.Logit))} yes, {(asked.Sign < 0 ? "no" : "yes")} is wanted, weight {Words.Number(asked.Weight)}";

    private string Fill(PrincipleScore? score, double wanted) => score is null || !double.IsFinite(wanted)
        ? "width: 0"
        : string.Create(CultureInfo.InvariantCulture, $"width: {wanted * 100:0.#}%; background: {Scale.ColourOf(score.Score)}");
}
