using System.Collections.Immutable;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the fold, the decisions, the service and the pages must agree on about evaluations.</summary>
public static class EvaluationRules
{
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
}
