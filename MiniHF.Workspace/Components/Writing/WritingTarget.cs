using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>
/// Where typed text goes. A person who reads a leaf they wrote themselves types on in that leaf; anywhere else typing begins a new
/// branch. Nobody's words are changed by somebody typing after them.
/// </summary>
/// <param name="Branch">The branch typed into: an existing leaf, or the id of the one to come.</param>
/// <param name="Parent">What it continues; null for a beginning.</param>
/// <param name="Revision">How often the leaf's text was changed; -1 for a branch to come.</param>
/// <param name="Text">What the leaf says already.</param>
public sealed record WritingTarget(BranchId Branch, BranchId? Parent, int Revision, string Text)
{
    /// <summary>The target for a person's focus. <paramref name="fresh"/> is used where a new branch would be written.</summary>
    public static WritingTarget For(BranchTree tree, PersonId person, BranchId fresh)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.FocusOf(person) switch
        {
            null => new WritingTarget(fresh, null, -1, ""),
            { } focus when IsOwnLeaf(focus, person) => new WritingTarget(focus.Id, focus.Parent, focus.Edits.Count, focus.Text),
            { } focus => new WritingTarget(fresh, focus.Id, -1, ""),
        };
    }

    private static bool IsOwnLeaf(Branch branch, PersonId person) =>
        branch is { Kind: BranchKind.Person or BranchKind.Rewrite, Children.IsEmpty: true, Pruned: false } && branch.By == person;
}
