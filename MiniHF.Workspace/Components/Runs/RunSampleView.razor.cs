using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs.Events;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>What a run's model wrote at each look: a slider over the steps, and what changed since.</summary>
public sealed partial class RunSampleView : MemoComponent
{
    private const int PromptLength = 220;

    // Null: the newest, whichever that is.
    private int? _at;
    private string _against = "";

    [Parameter, EditorRequired]
    public required IReadOnlyList<SamplesTaken> Taken { get; set; }

    /// <summary>Whether it is an evaluator's: it answers, and the score is how sure it is of yes.</summary>
    [Parameter]
    public bool Answers { get; set; }

    protected override object RenderKey => (Taken, Answers);

    private int At => Math.Clamp(_at ?? int.MaxValue, 0, Taken.Count - 1);

    private SamplesTaken Shown => Taken[At];

    private SamplesTaken? Other => _against switch
    {
        "before" when At > 0 => Taken[At - 1],
        "first" when At > 0 => Taken[0],
        _ => null,
    };

    private static string Percent(double logit) => (YesNoScore.Probability(logit) * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Width(double logit) => (YesNoScore.Probability(logit) * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>The end of a prompt is what its continuation hangs on.</summary>
    private static string Tail(string prompt) => prompt.Length <= PromptLength ? prompt : "…" + prompt[^PromptLength..];

    private void Go(string? typed)
    {
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int at))
        {
            _at = at == Taken.Count - 1 ? null : at;
            Changed();
        }
    }

    private void Compare(string? against)
    {
        _against = against ?? "";
        Changed();
    }
}
