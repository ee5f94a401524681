using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the fold, the decisions, the service and the pages must agree on about evaluations.</summary>
public static class EvaluationRules
{
    /// <summary>Texts of one evaluation: more than a table is good for, and a day's work for a large model.</summary>
    public const int MostTexts = 2_000;

    /// <summary>
    /// A branch as a text to judge. What people wrote before the model's first word is the prompt, the rest the response; where the model
    /// wrote nothing, the first piece is the prompt.
    /// </summary>
    /// <param name="alone">The branch's own text is the response, and all before it the prompt.</param>
    public static EvaluationCase CaseOf(BranchTree tree, Branch branch, bool alone)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(branch);
        ImmutableArray<Branch> path = tree.PathTo(branch.Id);
        int prompt = alone ? path.Length - 1 : path.TakeWhile(at => at.Kind == BranchKind.Person).Count();
        prompt = prompt == path.Length && !alone ? 1 : prompt;
        return new EvaluationCase(
            string.Concat(path.Take(prompt).Select(at => at.Text)),
            string.Concat(path.Skip(prompt).Select(at => at.Text)));
    }

    /// <summary>SHA-256 of prompt and response, in hexadecimal.</summary>
    public static string HashOf(EvaluationCase text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // A prompt's end and a response's beginning are told apart by a character no text has.
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text.Prompt}\0{text.Response}")));
    }

    /// <summary>The write cell whose branches are scored: the one chosen, or the one above, or the first there is.</summary>
    public static WriteCell? SourceOf(NotebookState state, EvaluateCell cell)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Settings.Source is { } chosen)
        {
            return state.Order.Contains(chosen) ? state.Cells[chosen] as WriteCell : null;
        }

        int at = Math.Max(0, state.Order.IndexOf(cell.Id));
        return state.Order.Take(at).Reverse().Concat(state.Order.Skip(at)).Select(id => state.Cells[id]).OfType<WriteCell>().FirstOrDefault();
    }

    /// <summary>The branches the cell would score now, for a person who reads what they read. Those that still grow are left out.</summary>
    public static IReadOnlyList<Branch> BranchesOf(NotebookState state, EvaluateCell cell, PersonId person)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (SourceOf(state, cell) is not { Tree: var tree })
        {
            return [];
        }

        Branch? focus = tree.FocusOf(person);
        IEnumerable<Branch> branches = cell.Settings.Target switch
        {
            EvaluationTarget.Continuations => ContinuationsOf(tree, focus).Select(id => tree.Branches[id]),
            EvaluationTarget.Path when focus is not null => tree.PathTo(focus.Id).SkipWhile(at => at.Kind == BranchKind.Person && at.Id != focus.Id),
            EvaluationTarget.Bookmarks => tree.Bookmarks.Select(branch => tree.Branches[branch]).Where(branch => branch.Became is null),
            EvaluationTarget.Ends => tree.Branches.Values.Where(branch => branch.Children.All(child => tree.Branches[child].Pruned)),
            EvaluationTarget.Chosen => cell.Settings.Branches.Select(id => tree.Branches.GetValueOrDefault(id)).OfType<Branch>(),
            _ => [],
        };
        branches = branches.Where(branch => branch.Status != BranchStatus.Growing && tree.TextOf(branch.Id).Trim().Length > 0);
        return cell.Settings.Target switch
        {
            EvaluationTarget.Chosen or EvaluationTarget.Path => [.. branches],
            EvaluationTarget.Continuations => [.. branches.Where(branch => !branch.Pruned)],
            _ => [.. branches.Where(branch => !GrowthRules.IsPutAside(tree, branch)).OrderBy(branch => branch.At).ThenBy(branch => branch.Id.Value)],
        };
    }

    /// <summary>Of what one reads; where one has just gone on to a continuation, it and those beside it.</summary>
    private static ImmutableList<BranchId> ContinuationsOf(BranchTree tree, Branch? focus) => focus switch
    {
        null => tree.Roots,
        { Children.IsEmpty: true, Kind: not BranchKind.Person, Parent: { } parent } => tree.Branches[parent].Children,
        _ => focus.Children,
    };

    /// <summary>The text of an evaluation as it stands now; null where its branch is gone.</summary>
    public static EvaluationCase? CaseOf(NotebookState state, CellEvaluation evaluation, EvaluatedText text)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(text);
        return state.Cells.GetValueOrDefault(text.Cell) is WriteCell { Tree: var tree } && tree.Branches.GetValueOrDefault(text.Branch) is { } branch
            ? CaseOf(tree, branch, evaluation.Settings.Alone)
            : null;
    }

    /// <summary>Whether two evaluations ask the same evaluator the same, so that a text has the same score in both.</summary>
    public static bool AskTheSame(JudgingCriteria criteria, EvaluationProvenance provenance, CellEvaluation other)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(other);
        JudgingCriteria asked = other.Settings.Criteria;
        return (criteria.UsesConstitution, criteria.Text, criteria.Combination) == (asked.UsesConstitution, asked.Text, asked.Combination)
            && (provenance.ModelHash, provenance.AdapterId, provenance.Suffix) == (other.Provenance.ModelHash, other.Provenance.AdapterId, other.Provenance.Suffix);
    }

    /// <summary>The scores of a branch, of the newest evaluation first; those that were put aside are left out.</summary>
    public static IEnumerable<(CellEvaluation Evaluation, EvaluatedText Text, TextScore Score)> ScoresOf(NotebookState state, BranchId branch)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
            from evaluation in state.Evaluations.Values
            where !evaluation.PutAside
            orderby evaluation.At descending, evaluation.Id.Value descending
            from score in evaluation.Scores
            let text = evaluation.Texts[score.Key]
            where text.Branch == branch
            select (evaluation, text, score.Value);
    }
}
