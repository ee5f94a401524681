using MiniHF.Engine.Weave;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>
/// What people and searches preferred, read off how a notebook was used: every pair with its reason and its events. After MiniHF's
/// loom_tree.py, where branching itself is the signal. Where two reasons speak of the same pair, the stronger kind has it, also
/// where they disagree.
/// </summary>
public static class Preferences
{
    /// <summary>What a continuation counts for, a level further down each time.</summary>
    public const double Decay = 0.5;

    /// <summary>What a person's own text counts for, beside the model's.</summary>
    public const double EditFactor = 1.5;

    /// <summary>Logits by which a search must tell two texts apart: less is noise of the evaluator.</summary>
    public const double LeastScoreDifference = 0.5;

    public static IReadOnlyList<PreferencePair> Of(NotebookEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        Dictionary<(string Prompt, string One, string Other), PreferencePair> found = [];
        void Add(PreferencePair pair)
        {
            if (pair.Chosen.Trim() == pair.Rejected.Trim() || string.IsNullOrWhiteSpace(pair.Chosen) || string.IsNullOrWhiteSpace(pair.Rejected))
            {
                return;
            }

            bool ordered = string.CompareOrdinal(pair.Chosen, pair.Rejected) < 0;
            (string, string, string) key = (pair.Prompt, ordered ? pair.Chosen : pair.Rejected, ordered ? pair.Rejected : pair.Chosen);
            found.TryAdd(key, pair);
        }

        foreach (Func<NotebookEvidence, WriteCell, IEnumerable<PreferencePair>> rule in new Func<NotebookEvidence, WriteCell, IEnumerable<PreferencePair>>[] { Judged, Edits, Thumbs, Continuations })
        {
            foreach (PreferencePair pair in evidence.Texts.SelectMany(cell => rule(evidence, cell)))
            {
                Add(pair);
            }
        }

        foreach (PreferencePair pair in evidence.State.Searches.Values.OrderBy(search => search.Id.Value).SelectMany(search => Searched(evidence, search)))
        {
            Add(pair);
        }

        return [.. found.Values];
    }

    /// <summary>How much grew from a branch: each descendant that was not put aside counts, half as much a level further down.</summary>
    public static double ScoreOf(BranchTree tree, Branch branch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(branch);
        return branch.Pruned ? 0 : Below(tree, branch) * (IsOwnWords(branch) ? EditFactor : 1);
    }

    private static double Below(BranchTree tree, Branch branch)
    {
        // Level by level instead of by recursion: a long text is a deep tree.
        double sum = 0;
        double weight = 1;
        for (List<BranchId> level = [.. branch.Children]; level.Count > 0; weight *= Decay)
        {
            Branch[] kept = [.. level.Select(id => tree.Branches[id]).Where(child => !child.Pruned)];
            sum += kept.Length * weight;
            level = [.. kept.SelectMany(child => child.Children)];
        }

        return sum;
    }

    private static bool IsOwnWords(Branch branch) => branch.OriginalText is not null || branch.Replaces is not null;

    /// <summary>What people said when they were shown texts side by side, or asked to put them in order; of a pair, the side more of them took.</summary>
    private static IEnumerable<PreferencePair> Judged(NotebookEvidence evidence, WriteCell cell)
    {
        Dictionary<(BranchId Better, BranchId Worse), List<Guid>> said = [];
        foreach (Judgement judgement in evidence.State.Judgements.Values
            .Where(judgement => judgement.Counts && judgement.Text == cell.Id && judgement.Protocol is JudgementProtocol.Pair or JudgementProtocol.Ranking)
            .Where(judgement => RepeatedJudgements.SaysMore(evidence.State, judgement))
            .OrderBy(judgement => judgement.At).ThenBy(judgement => judgement.Id.Value))
        {
            (BranchId Branch, int Place)[] placed = [.. judgement.Shown.Zip(judgement.Values).Where(text => text.Second > 0)];
            foreach ((BranchId better, int place) in placed)
            {
                foreach ((BranchId worse, _) in placed.Where(other => other.Place > place))
                {
                    said[(better, worse)] = [.. said.GetValueOrDefault((better, worse)) ?? [], judgement.Given, judgement.Said];
                }
            }
        }

        foreach (((BranchId better, BranchId worse), List<Guid> events) in said)
        {
            // Each judgement stands there twice: as it was given and as it was last said.
            int net = (events.Count - (said.GetValueOrDefault((worse, better))?.Count ?? 0)) / 2;
            if (net > 0 && cell.Tree.Branches.GetValueOrDefault(better) is { } chosen && cell.Tree.Branches.GetValueOrDefault(worse) is { } rejected && chosen.Parent == rejected.Parent)
            {
                yield return new PreferencePair(
                    PromptOf(cell.Tree, chosen), chosen.Text, rejected.Text, PreferenceReason.Judged, net, [.. EventsOf(evidence, chosen, rejected).Concat(events).Distinct()]);
            }
        }
    }

    private static IEnumerable<PreferencePair> Edits(NotebookEvidence evidence, WriteCell cell)
    {
        foreach (Branch branch in InOrder(cell.Tree).Where(branch => !branch.Pruned))
        {
            string prompt = PromptOf(cell.Tree, branch);
            if (branch.OriginalText is { } original)
            {
                yield return new PreferencePair(prompt, branch.Text, original, PreferenceReason.Edited, EditFactor, EventsOf(evidence, branch));
            }

            if (branch.Replaces is { } replaced && cell.Tree.Branches.GetValueOrDefault(replaced) is { } before)
            {
                yield return new PreferencePair(prompt, branch.Text, before.Text, PreferenceReason.Edited, EditFactor, EventsOf(evidence, branch, before));
            }
        }
    }

    private static IEnumerable<PreferencePair> Thumbs(NotebookEvidence evidence, WriteCell cell) => Siblings(
        cell.Tree,
        PreferenceReason.Thumbs,
        branch => branch.Thumbs.IsEmpty ? null : branch.Thumbs.Values.Sum(thumb => (double)(int)thumb),
        (one, other) => [.. EventsOf(evidence, one, other), .. ThumbsOf(evidence, one), .. ThumbsOf(evidence, other)]);

    private static IEnumerable<PreferencePair> Continuations(NotebookEvidence evidence, WriteCell cell) => Siblings(
        cell.Tree,
        PreferenceReason.Continued,
        branch => branch.Kind == BranchKind.Person ? null : ScoreOf(cell.Tree, branch),
        (one, other) => [.. EventsOf(evidence, one, other), .. one.Children.Select(child => MadeBy(evidence, child))]);

    private static IEnumerable<PreferencePair> Siblings(
        BranchTree tree, PreferenceReason reason, Func<Branch, double?> valueOf, Func<Branch, Branch, IEnumerable<Guid?>> eventsOf)
    {
        foreach (IReadOnlyList<BranchId> batch in tree.Branches.Values
            .Where(branch => branch.Children.Count > 1).OrderBy(branch => branch.Depth).ThenBy(branch => branch.Id.Value)
            .Select(branch => (IReadOnlyList<BranchId>)branch.Children))
        {
            (Branch Branch, double Value)[] valued =
            [
                .. batch.Select(id => tree.Branches[id])
                    .Where(branch => branch.Status != BranchStatus.Growing)
                    .Select(branch => (branch, valueOf(branch)))
                    .Where(pair => pair.Item2 is not null)
                    .Select(pair => (pair.branch, pair.Item2 ?? 0)),
            ];
            foreach ((Branch chosen, double more) in valued)
            {
                foreach ((Branch rejected, double less) in valued.Where(other => other.Value < more))
                {
                    yield return new PreferencePair(
                        PromptOf(tree, chosen), chosen.Text, rejected.Text, reason, more - less, [.. eventsOf(chosen, rejected).OfType<Guid>().Distinct()]);
                }
            }
        }
    }

    /// <summary>The best and the worst of each set of continuations: what lies between says less and would drown the rest.</summary>
    private static IEnumerable<PreferencePair> Searched(NotebookEvidence evidence, Search search)
    {
        WeaveSearch tree = search.Tree;
        foreach (WeaveNode parent in search.PutAside ? [] : tree.Nodes.Where(node => node.Children.Length > 1))
        {
            WeaveNode[] scored = [.. parent.Children.Select(child => tree.Nodes[child]).Where(child => double.IsFinite(child.Score)).OrderByDescending(child => child.Score)];
            if (scored.Length > 1 && scored[0].Score - scored[^1].Score >= LeastScoreDifference)
            {
                Guid?[] events = [evidence.Expanded.TryGetValue((search.Id, scored[0].Id), out Guid grown) ? grown : null];
                yield return new PreferencePair(
                    TextOf(tree, parent), scored[0].Text, scored[^1].Text, PreferenceReason.Searched, scored[0].Score - scored[^1].Score, [.. events.OfType<Guid>()]);
            }
        }
    }

    private static string TextOf(WeaveSearch tree, WeaveNode node) => string.Concat(tree.Path(node.Id).Select(at => at.Text));

    private static IEnumerable<Branch> InOrder(BranchTree tree) => tree.Branches.Values.OrderBy(branch => branch.Depth).ThenBy(branch => branch.Id.Value);

    private static string PromptOf(BranchTree tree, Branch branch) => branch.Parent is { } parent ? tree.TextOf(parent) : "";

    private static Guid[] EventsOf(NotebookEvidence evidence, params Branch[] branches) =>
    [
        .. branches
            .SelectMany(branch => new[] { MadeBy(evidence, branch.Id), evidence.Edited.TryGetValue(branch.Id, out Guid edit) ? edit : null })
            .OfType<Guid>()
            .Distinct(),
    ];

    private static Guid? MadeBy(NotebookEvidence evidence, BranchId branch) => evidence.Made.TryGetValue(branch, out Guid made) ? made : null;

    private static IEnumerable<Guid?> ThumbsOf(NotebookEvidence evidence, Branch branch) => branch.Thumbs.Keys
        .OrderBy(person => person.Value)
        .Select(person => evidence.Rated.TryGetValue((branch.Id, person), out Guid rated) ? (Guid?)rated : null);
}
