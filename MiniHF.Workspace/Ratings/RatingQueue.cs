using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>
/// What one person is asked, in which order. What fewest others have judged comes first; among equals chance decides, under the cell's seed and
/// differently for each person, so that two who judge at once begin at different ends. Texts that follow the same one come together, since
/// reading what they follow is most of the work. Pure: the same state gives the same queue on every server.
/// </summary>
public sealed class RatingQueue
{
    /// <summary>How many that came before it a text is compared with: enough to tie all into one order, without asking for every pair of many.</summary>
    internal const int Reach = 5;

    /// <summary>How many others are answered before the same two come again.</summary>
    internal const int Between = 8;

    /// <summary>Of fewer pairs everybody remembers what they said.</summary>
    internal const int LeastForAgain = 8;

    private const ulong AgainPurpose = 0xA6A1;

    private RatingQueue(long seed, IReadOnlyList<RatingItem> items)
    {
        Seed = seed;
        Items = items;
    }

    /// <summary>Nothing to judge.</summary>
    public static RatingQueue Empty { get; } = new(0, []);

    /// <summary>What the order and the sides were drawn by.</summary>
    public long Seed { get; }

    /// <summary>Everything the person is asked, also what they have answered.</summary>
    public IReadOnlyList<RatingItem> Items { get; }

    public int Done => Items.Count(item => item.IsDone);

    public int Skipped => Items.Count(item => item.IsSkipped);

    /// <summary>How many somebody has judged, this person or another.</summary>
    public int JudgedByAnybody => Items.Count(item => item.IsDone || item.Others > 0);

    /// <summary>The next to show; null at the end.</summary>
    /// <param name="again">Also what was passed over before.</param>
    public RatingItem? Next(bool again) =>
        Items.FirstOrDefault(item => !item.IsDone && !item.IsSkipped) ?? (again ? Items.FirstOrDefault(item => item.IsSkipped) : null);

    /// <summary>The item as it stands now; null once it is no longer asked.</summary>
    public RatingItem? Find(RatingItemKey key) => Items.FirstOrDefault(item => item.Key == key);

    /// <param name="asks">The cell that asks; null where a page asks without one.</param>
    public static RatingQueue Of(NotebookState state, RateSettings settings, CellId? asks, PersonId rater)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        long seed = settings.SeedFor(asks);
        ILookup<RatingItemKey, Judgement> judged = state.Judgements.Values
            .Where(judgement => !judgement.Retracted && judgement.Protocol == settings.Protocol)
            .OrderBy(judgement => judgement.At).ThenBy(judgement => judgement.Id.Value)
            .ToLookup(RatingItemKey.Of);
        List<(RatingItem Item, ulong Family, ulong Draw)> drawn = [];
        List<RatingItem> again = [];
        foreach (RatingCandidates.Group group in RatingCandidates.Of(state, settings))
        {
            ulong family = SeededDraw.Of(seed, rater.Value, group.Parent?.Value ?? group.Text.Value);
            foreach (ImmutableArray<Branch> together in Together(group, settings))
            {
                ulong draw = SeededDraw.Of(seed, [rater.Value, .. together.Select(branch => branch.Id.Value)]);
                ImmutableArray<BranchId> shown = [.. together.Select((branch, at) => (branch.Id, Draw: SeededDraw.For(draw, (ulong)at + 1))).OrderBy(pair => pair.Draw).Select(pair => pair.Id)];
                RatingItem item = Counted(new(group.Text, group.Parent, settings.Protocol, shown), together[0], judged, rater);
                drawn.Add((item, family, draw));
                if (settings.Protocol == JudgementProtocol.Pair
                    && SeededDraw.For(draw, AgainPurpose) % 100 < (ulong)settings.Again
                    && item.Mine is { IsSkipped: false } first)
                {
                    again.Add(Counted(item with { Shown = [.. first.Shown.Reverse()], Repeats = first, Others = 0 }, together[0], judged, rater));
                }
            }
        }

        RatingItem[] firsts =
        [
            .. drawn.Where(pair => !settings.OnlyUnrated || pair.Item.Others == 0)
                .OrderBy(pair => pair.Item.Others).ThenBy(pair => pair.Family).ThenBy(pair => pair.Draw)
                .Select(pair => pair.Item),
        ];
        return new RatingQueue(seed, firsts.Length < LeastForAgain ? firsts : [.. WithAgain(firsts, again)]);
    }

    /// <summary>What is asked again comes once enough was answered between, so that nobody remembers, and otherwise at the end; the longest ago first.</summary>
    private static IEnumerable<RatingItem> WithAgain(RatingItem[] firsts, List<RatingItem> again)
    {
        Judgement[] mine = [.. firsts.Select(item => item.Mine).Where(mine => mine is { IsSkipped: false }).OfType<Judgement>().OrderBy(mine => mine.At).ThenBy(mine => mine.Id.Value)];
        ILookup<bool, RatingItem> due = again
            .OrderBy(item => Array.IndexOf(mine, item.Repeats))
            .ToLookup(item => mine.Length - 1 - Array.IndexOf(mine, item.Repeats) >= Between);
        return [.. due[true], .. firsts, .. due[false]];
    }

    private static RatingItem Counted(RatingItem item, Branch first, ILookup<RatingItemKey, Judgement> judged, PersonId rater)
    {
        Judgement[] all = [.. judged[item.Key]];
        IEnumerable<PersonId> others = all.Where(judgement => !judgement.IsSkipped).Select(judgement => judgement.By);
        bool isThumb = item.Protocol == JudgementProtocol.Thumb;
        return item with
        {
            Others = (isThumb ? others.Concat(first.Thumbs.Keys) : others).Where(person => person != rater).Distinct().Count(),
            IsThumbed = isThumb && first.Thumbs.ContainsKey(rater),
            Mine = all.LastOrDefault(judgement => judgement.By == rater),
        };
    }

    /// <summary>What is judged at once, always named in the same order.</summary>
    private static IEnumerable<ImmutableArray<Branch>> Together(RatingCandidates.Group group, RateSettings settings) => settings.Protocol switch
    {
        JudgementProtocol.Pair => Pairs(group),
        JudgementProtocol.Ranking => Sets(group, settings.GroupSize),
        _ => group.Chosen.Select(branch => ImmutableArray.Create(branch)),
    };

    private static IEnumerable<ImmutableArray<Branch>> Pairs(RatingCandidates.Group group)
    {
        for (int later = 1; later < group.Branches.Count; later++)
        {
            for (int earlier = Math.Max(0, later - Reach); earlier < later; earlier++)
            {
                Branch one = group.Branches[earlier];
                Branch other = group.Branches[later];
                if (one.Text.Trim() != other.Text.Trim() && (group.Chosen.Contains(one) || group.Chosen.Contains(other)))
                {
                    yield return [one, other];
                }
            }
        }
    }

    /// <summary>As they came, so that what comes later leaves the earlier sets as they were; one left over joins the last set.</summary>
    private static IEnumerable<ImmutableArray<Branch>> Sets(RatingCandidates.Group group, int size)
    {
        int sets = Math.Max(1, (group.Branches.Count + size - 2) / size);
        for (int set = 0; set < sets && group.Branches.Count > 1; set++)
        {
            int from = set * size;
            ImmutableArray<Branch> together = [.. group.Branches.Skip(from).Take(set == sets - 1 ? RateSettings.MostGroup : size)];
            if (together.Length > 1 && together.Any(group.Chosen.Contains))
            {
                yield return together;
            }
        }
    }
}
