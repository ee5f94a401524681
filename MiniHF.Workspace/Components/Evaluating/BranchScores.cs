using System.Collections.Frozen;
using System.Collections.Immutable;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Evaluating;

/// <summary>The newest score of each branch, as the tree draws it: made once for a state of the evaluations.</summary>
public sealed class BranchScores
{
    private readonly FrozenDictionary<BranchId, (double Score, ScoreScale Scale)> _scores;

    private BranchScores(ImmutableDictionary<EvaluationId, CellEvaluation> evaluations)
    {
        Evaluations = evaluations;
        Dictionary<BranchId, (double, ScoreScale)> scores = [];
        foreach (CellEvaluation evaluation in evaluations.Values.Where(one => !one.PutAside).OrderBy(one => one.At).ThenBy(one => one.Id.Value))
        {
            ScoreScale scale = ScoreScale.Of(evaluation);
            foreach ((int at, TextScore found) in evaluation.Scores)
            {
                if (found.Score is { } score)
                {
                    scores[evaluation.Texts[at].Branch] = (score, scale);
                }
            }
        }

        _scores = scores.ToFrozenDictionary();
    }

    /// <summary>What these were made of.</summary>
    public ImmutableDictionary<EvaluationId, CellEvaluation> Evaluations { get; }

    public static BranchScores Of(NotebookState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new BranchScores(state.Evaluations);
    }

    /// <summary>"82 %" and its colour; null for a branch that was not scored.</summary>
    public (string Percent, string Colour)? Find(BranchId branch) => _scores.TryGetValue(branch, out (double Score, ScoreScale Scale) found)
        ? (ScoreScale.Percent(YesNoScore.Probability(found.Score)), found.Scale.ColourOf(found.Score))
        : null;
}
