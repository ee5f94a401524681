using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What a person has seen of a notebook: all that was there at a time, and some of what came since.</summary>
/// <param name="Since">What was there by then is nothing new.</param>
/// <param name="Seen">What came later and was seen.</param>
public sealed record Visit(DateTimeOffset Since, ImmutableHashSet<BranchId> Seen)
{
    /// <summary>So many branches are kept one by one. Whoever leaves more than that unread has the oldest counted as seen.</summary>
    public const int MostKept = 2000;

    /// <summary>Of somebody who comes for the first time, or has seen everything.</summary>
    public static Visit From(DateTimeOffset since) => new(since, []);

    /// <summary>Whether others wrote it and the person has not seen it yet.</summary>
    public bool IsNew(Branch branch, PersonId person)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return branch.At > Since && branch.By != person && branch is { Pruned: false, Became: null, Status: not BranchStatus.Growing } && !Seen.Contains(branch.Id);
    }

    /// <summary>The same in fewer words: up to the oldest branch that is new, a time says it all.</summary>
    public Visit Settled(IReadOnlyCollection<Branch> branches, PersonId person)
    {
        List<Branch> later = [.. branches.Where(branch => branch.At > Since).OrderBy(branch => branch.At)];
        int told = later.TakeWhile(branch => branch.Status != BranchStatus.Growing && !IsNew(branch, person)).Count();
        int at = Math.Max(told, later.Count - MostKept) - 1;

        // Not between two of one moment: they came together, and one of them may be new.
        while (at >= 0 && at + 1 < later.Count && later[at + 1].At == later[at].At)
        {
            at--;
        }

        return at < 0 ? this : new Visit(later[at].At, Seen.Intersect(later.Skip(at + 1).Select(branch => branch.Id)));
    }
}
