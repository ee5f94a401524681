using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>What a person has seen of a notebook.</summary>
public sealed class VisitTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 3, 20, 0, 0, TimeSpan.Zero);
    private static readonly PersonId s_me = PersonId.New();
    private static readonly PersonId s_other = PersonId.New();

    [Fact]
    public void IsNew_OfOthersBranchesOnly_UntilSeen()
    {
        Branch early = At(0), mine = At(1) with { By = s_me }, theirs = At(2), seen = At(3), growing = At(4) with { Status = BranchStatus.Growing };
        Visit visit = Visit.From(s_start) with { Seen = [seen.Id] };

        Assert.Equal([false, false, true, false, false], new[] { early, mine, theirs, seen, growing }.Select(branch => visit.IsNew(branch, s_me)));
    }

    [Fact]
    public void Settled_WhereAllWasSeen_IsATimeAlone()
    {
        Branch one = At(1), two = At(2);
        Visit visit = (Visit.From(s_start) with { Seen = [one.Id, two.Id] }).Settled([one, two], s_me);

        Assert.Equal((s_start.AddMinutes(2), 0), (visit.Since, visit.Seen.Count));
    }

    [Fact]
    public void Settled_UpToTheOldestThatIsNew_KeepsWhatWasSeenLater()
    {
        Branch one = At(1), unread = At(2), besideIt = At(2), later = At(3);
        Visit visit = (Visit.From(s_start) with { Seen = [one.Id, besideIt.Id, later.Id] }).Settled([later, besideIt, unread, one], s_me);

        Assert.Equal(s_start.AddMinutes(1), visit.Since);
        Assert.True(visit.Seen.SetEquals([besideIt.Id, later.Id]));
        Assert.True(visit.IsNew(unread, s_me));
    }

    [Fact]
    public void Settled_WithMoreUnreadThanAreKept_CountsTheOldestAsSeen()
    {
        Branch[] branches = [.. Enumerable.Range(1, Visit.MostKept + 10).Select(At)];

        Visit visit = Visit.From(s_start).Settled(branches, s_me);

        Assert.Equal(s_start.AddMinutes(10), visit.Since);
    }

    private static Branch At(int minute) => new(
        BranchId.New(), null, [], 0, BranchKind.Person, "Rain.", null, s_other, s_start.AddMinutes(minute), null, 0, [], [], BranchStatus.Done, null, ImmutableDictionary<PersonId, Thumb>.Empty, false, false, false, null);
}
