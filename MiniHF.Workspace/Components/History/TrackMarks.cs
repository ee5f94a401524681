using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.History;

/// <summary>What the slider shows of a history, in as many stretches as can be told apart: the page weighs the same for any number of events.</summary>
public sealed class TrackMarks
{
    private const int Stretches = 160;

    /// <summary>Neighbouring stretches of one kind and about one density are one mark.</summary>
    public required ImmutableArray<TrackMark> Kinds { get; init; }

    /// <summary>Who was at it where; empty while one person is alone.</summary>
    public required ImmutableArray<(PersonId Person, double From, double Width)> People { get; init; }

    public static TrackMarks Of(IReadOnlyList<HistoryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        int stretches = Math.Min(Stretches, Math.Max(1, steps.Count));
        StepKind[] kinds = Enum.GetValues<StepKind>();
        double[,] counts = new double[stretches, kinds.Length];
        Dictionary<PersonId, int>[] people = [.. Enumerable.Range(0, stretches).Select(_ => new Dictionary<PersonId, int>())];
        double[] totals = new double[stretches];
        foreach (HistoryStep step in steps)
        {
            int at = (int)((step.Version - 1) * stretches / steps.Count);
            totals[at]++;
            counts[at, (int)step.Kind]++;
            if (step.By != PersonId.Workspace)
            {
                people[at][step.By] = people[at].GetValueOrDefault(step.By) + 1;
            }
        }

        ImmutableArray<TrackMark>.Builder marks = ImmutableArray.CreateBuilder<TrackMark>();
        foreach (StepKind kind in kinds.Where(kind => kind != StepKind.Looking))
        {
            for (int begin = 0; begin < stretches;)
            {
                double density = Step(counts[begin, (int)kind] / Math.Max(1, totals[begin]));
                int end = begin + 1;
                while (end < stretches && Step(counts[end, (int)kind] / Math.Max(1, totals[end])) == density)
                {
                    end++;
                }

                if (density > 0)
                {
                    marks.Add(new TrackMark(kind, (double)begin / stretches, (double)(end - begin) / stretches, density));
                }

                begin = end;
            }
        }

        return new TrackMarks { Kinds = marks.ToImmutable(), People = Lanes(people, stretches) };
    }

    /// <summary>Four steps from rare to nothing else.</summary>
    private static double Step(double share) => share <= 0 ? 0 : Math.Ceiling(share * 4) / 4;

    private static ImmutableArray<(PersonId Person, double From, double Width)> Lanes(Dictionary<PersonId, int>[] people, int stretches)
    {
        if (people.SelectMany(at => at.Keys).Distinct().Take(2).Count() < 2)
        {
            return [];
        }

        ImmutableArray<(PersonId, double, double)>.Builder lanes = ImmutableArray.CreateBuilder<(PersonId, double, double)>();
        PersonId?[] busiest = [.. people.Select(at => at.Count == 0 ? (PersonId?)null : at.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Value).First().Key)];
        for (int begin = 0; begin < stretches;)
        {
            int end = begin + 1;
            while (end < stretches && busiest[end] == busiest[begin])
            {
                end++;
            }

            if (busiest[begin] is { } person)
            {
                lanes.Add((person, (double)begin / stretches, (double)(end - begin) / stretches));
            }

            begin = end;
        }

        return lanes.ToImmutable();
    }
}
