using System.Collections.Immutable;
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

    private string Summary => Certainty.Summary(LogProbabilities);

    private static double Height(int percent) => Math.Max(1.2, 24 * percent / 100.0);
}
