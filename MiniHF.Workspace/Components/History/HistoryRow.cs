using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.History;

/// <summary>A line of the list of what changed: a step, or who did those that follow and when.</summary>
/// <param name="Step">The step; of a heading, the newest below it.</param>
public sealed record HistoryRow(HistoryStep Step, bool IsHeading)
{
    // A pause this long begins another sitting.
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(10);

    /// <summary>The steps that changed something, the newest first, under a heading for each sitting of a person.</summary>
    /// <param name="person">Only this person's; null for everybody's.</param>
    public static IReadOnlyList<HistoryRow> Of(IReadOnlyList<HistoryStep> steps, PersonId? person)
    {
        ArgumentNullException.ThrowIfNull(steps);
        List<HistoryRow> rows = [];
        HistoryStep? later = null;
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            HistoryStep step = steps[i];
            if (!step.IsChange || (person is { } only && step.By != only))
            {
                continue;
            }

            if (later is null || later.By != step.By || later.At - step.At > s_pause)
            {
                rows.Add(new HistoryRow(step, IsHeading: true));
            }

            rows.Add(new HistoryRow(step, IsHeading: false));
            later = step;
        }

        return rows;
    }
}
