using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Inspector;

/// <summary>One bar a token, as high as the model thought it likely.</summary>
public sealed partial class CertaintyStrip : MemoComponent
{
    /// <summary>Natural logarithms, one for each token.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<float> LogProbabilities { get; set; }

    protected override object RenderKey => LogProbabilities;

    /// <summary>Perplexity in plain words: how many equally likely tokens the model chose among, on average.</summary>
    private string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"As if choosing among {Math.Exp(-LogProbabilities.Average()):0.#} words each time");

    private static int Percent(float logProbability) => (int)Math.Round(100 * Math.Exp(logProbability));

    private static double Height(int percent) => Math.Max(1.2, 24 * percent / 100.0);
}
