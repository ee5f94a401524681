using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.People;

/// <summary>A line of the activity list.</summary>
/// <param name="Step">What was done; of several that are one doing the newest, in the words of the one that says most.</param>
/// <param name="IsHeading">Only says who did those that follow, and when.</param>
/// <param name="Times">How many steps the line stands for: typing one passage is saved in many.</param>
public sealed record ActivityRow(HistoryStep Step, bool IsHeading, int Times)
{
    // A pause this long begins another sitting.
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(10);

    /// <summary>The newest steps that changed something, newest first, under a heading for each sitting of a person.</summary>
    /// <param name="most">How many lines, headings left out.</param>
    public static IReadOnlyList<ActivityRow> Of(IReadOnlyList<HistoryStep> steps, int most)
    {
        ArgumentNullException.ThrowIfNull(steps);
        List<ActivityRow> rows = [];
        HistoryStep? later = null;
        int lines = 0;
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            HistoryStep step = steps[i];
            if (!step.IsChange)
            {
                continue;
            }

            if (later is not null && later.By == step.By && later.At - step.At <= s_pause && IsOneDoing(later, step))
            {
                // Of a passage typed in many steps the longest says most, not the last full stop.
                HistoryStep shown = rows[^1].Step;
                rows[^1] = rows[^1] with { Times = rows[^1].Times + 1, Step = step.Words.Length > shown.Words.Length ? shown with { Words = step.Words } : shown };
                later = step;
                continue;
            }

            if (++lines > most)
            {
                break;
            }

            if (later is null || later.By != step.By || later.At - step.At > s_pause)
            {
                rows.Add(new ActivityRow(step, IsHeading: true, 1));
            }

            rows.Add(new ActivityRow(step, IsHeading: false, 1));
            later = step;
        }

        return rows;
    }

    private static bool IsOneDoing(HistoryStep later, HistoryStep step) => later.Kind == step.Kind && later.Kind switch
    {
        StepKind.Writing => later.Cell == step.Cell && later.Branch == step.Branch,
        _ => later.Words == step.Words && later.Cell == step.Cell,
    };
}
