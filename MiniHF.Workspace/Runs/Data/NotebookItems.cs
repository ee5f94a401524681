using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;

namespace MiniHF.Workspace.Runs.Data;

/// <summary>What of a notebook a run learns from. Pure: the same events give the same items, in the same order.</summary>
public static class NotebookItems
{
    public static IReadOnlyList<RunItem> Of(NotebookEvidence evidence, NotebookSource source)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(source);
        return source.Choice switch
        {
            NotebookChoice.Liked => [.. Liked(evidence, source.People)],
            NotebookChoice.Rated => [.. Rated(evidence, source.People, QuestionOf(source))],
            NotebookChoice.Preferences => [.. Preferences.Of(evidence).Select(pair => RunItem.Pair(pair.Prompt, pair.Chosen, pair.Rejected, pair.Why, pair.Events))],
            NotebookChoice.Paths => [.. Paths(evidence)],
            NotebookChoice.Prompts => [.. Prompts(evidence)],
            _ => [],
        };
    }

    private static string QuestionOf(NotebookSource source) => string.IsNullOrWhiteSpace(source.Question) ? EvaluationTemplate.DefaultQuestion : source.Question;

    /// <summary>As in MiniHF: each liked piece with all that it continues.</summary>
    private static IEnumerable<RunItem> Liked(NotebookEvidence evidence, int people) =>
        from place in Judged(evidence)
        where place.Up >= Math.Max(1, people) && place.Up > place.Down
        select RunItem.Text(place.Cell.Tree.TextOf(place.Branch.Id), Thumbs(place.Up, "up"), place.Events);

    /// <summary>The question goes along as a search or an evaluation has it: the trainer words it as they do, so that what is learnt is what is asked.</summary>
    private static IEnumerable<RunItem> Rated(NotebookEvidence evidence, int people, string question) =>
        from place in Judged(evidence)
        where Math.Max(place.Up, place.Down) >= Math.Max(1, people) && place.Up != place.Down
        let up = place.Up > place.Down
        let prompt = place.Branch.Parent is { } parent ? place.Cell.Tree.TextOf(parent) : ""
        select RunItem.Rated(prompt, place.Branch.Text, up, question, up ? Thumbs(place.Up, "up") : Thumbs(place.Down, "down"), place.Events);

    /// <summary>Every text from its beginning to an end that nobody put aside.</summary>
    private static IEnumerable<RunItem> Paths(NotebookEvidence evidence) =>
        from cell in evidence.Texts
        from branch in cell.Tree.Branches.Values.OrderBy(branch => branch.Depth).ThenBy(branch => branch.Id.Value)
        where !branch.Children.Any(child => !cell.Tree.Branches[child].Pruned) && branch.Status != BranchStatus.Growing && !GrowthRules.IsPutAside(cell.Tree, branch)
        let text = cell.Tree.TextOf(branch.Id)
        where text.Trim().Length > 0
        select RunItem.Text(
            text, "", [.. cell.Tree.PathTo(branch.Id).Select(at => evidence.Made.TryGetValue(at.Id, out Guid made) ? (Guid?)made : null).OfType<Guid>().Distinct()]);

    /// <summary>What people asked to have continued.</summary>
    private static IEnumerable<RunItem> Prompts(NotebookEvidence evidence) =>
        from cell in evidence.Texts
        from branch in cell.Tree.Branches.Values.OrderBy(branch => branch.Depth).ThenBy(branch => branch.Id.Value)
        where branch.Children.Any(child => cell.Tree.Branches[child].Growth is not null) && !GrowthRules.IsPutAside(cell.Tree, branch)
        let text = cell.Tree.TextOf(branch.Id)
        where text.Trim().Length > 0
        select RunItem.Prompt(text, "", evidence.Made.TryGetValue(branch.Id, out Guid made) ? [made] : []);

    private static IEnumerable<(WriteCell Cell, Branch Branch, int Up, int Down, IReadOnlyList<Guid> Events)> Judged(NotebookEvidence evidence) =>
        from cell in evidence.Texts
        from branch in cell.Tree.Branches.Values.OrderBy(branch => branch.Depth).ThenBy(branch => branch.Id.Value)
        where !branch.Thumbs.IsEmpty && branch.Text.Trim().Length > 0
        let events = branch.Thumbs.Keys.OrderBy(person => person.Value)
            .Select(person => evidence.Rated.TryGetValue((branch.Id, person), out Guid rated) ? (Guid?)rated : null).OfType<Guid>()
        select (
            cell,
            branch,
            branch.Thumbs.Values.Count(thumb => thumb == Thumb.Up),
            branch.Thumbs.Values.Count(thumb => thumb == Thumb.Down),
            (IReadOnlyList<Guid>)[.. evidence.Made.TryGetValue(branch.Id, out Guid made) ? [made] : Array.Empty<Guid>(), .. events]);

    private static string Thumbs(int count, string direction) =>
        count == 1 ? $"thumbed {direction}" : FormattableString.Invariant($"thumbed {direction} by {count}");
}
