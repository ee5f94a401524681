using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings.Statistics;

namespace MiniHF.Workspace.Ratings;

/// <summary>What people made of every branch of a notebook they were asked about: counted once for each state of the judgements.</summary>
public sealed class BranchStandings
{
    /// <summary>Fewer comparisons of a branch say nothing about how strong it is.</summary>
    public const int LeastCompared = 3;

    private static readonly ConditionalWeakTable<ImmutableDictionary<JudgementId, Judgement>, BranchStandings> s_known = [];

    private readonly Dictionary<BranchId, BranchStanding> _standings = [];

    private BranchStandings(NotebookState state)
    {
        foreach (Judgement judgement in state.Judgements.Values
            .Where(judgement => !judgement.Retracted && (judgement.Counts || judgement.Comment is not null) && RepeatedJudgements.SaysMore(state, judgement))
            .OrderBy(judgement => judgement.At).ThenBy(judgement => judgement.Id.Value))
        {
            foreach (BranchId branch in judgement.Shown)
            {
                int[] compared = [.. judgement.Shown.Where(other => other != branch).Select(other => judgement.Compare(branch, other)).OfType<int>()];
                BranchStanding before = Of(branch);
                _standings[branch] = new BranchStanding(
                    before.Judgements.Add(judgement),
                    before.Won + compared.Count(preferred => preferred > 0),
                    before.Lost + compared.Count(preferred => preferred < 0),
                    before.Equal + compared.Count(preferred => preferred == 0));
            }
        }
    }

    public static BranchStandings Of(NotebookState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return s_known.GetValue(state.Judgements, _ => new BranchStandings(state));
    }

    public BranchStanding Of(BranchId branch) => _standings.GetValueOrDefault(branch) ?? BranchStanding.None;

    /// <summary>The chance that a branch is preferred to an average one beside it, by all comparisons among them; null where there are too few.</summary>
    public (double Chance, Interval Interval)? StrengthOf(BranchTree tree, Branch branch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(branch);
        if (Of(branch.Id).Compared < LeastCompared)
        {
            return null;
        }

        BranchId[] beside =
        [
            .. (branch.Parent is { } parent && tree.Branches.GetValueOrDefault(parent) is { } above ? above.Children : tree.Roots)
                .Where(other => Of(other).Compared > 0),
        ];
        int at = Array.IndexOf(beside, branch.Id);
        return at >= 0 && beside.Length > 1 ? BradleyTerry.Strengths(WinsAmong(beside))[at] : null;
    }

    private double[,] WinsAmong(BranchId[] branches)
    {
        double[,] wins = new double[branches.Length, branches.Length];
        foreach (Judgement judgement in branches.SelectMany(branch => Of(branch).Judgements).DistinctBy(judgement => judgement.Id))
        {
            for (int one = 0; one < branches.Length; one++)
            {
                for (int other = 0; other < branches.Length; other++)
                {
                    wins[one, other] += one == other || judgement.Compare(branches[one], branches[other]) is not { } preferred ? 0 : (preferred + 1) / 2.0;
                }
            }
        }

        return wins;
    }
}
