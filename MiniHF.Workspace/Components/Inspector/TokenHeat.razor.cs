using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Inspector;

/// <summary>The model's tokens, each tinted by how likely the model thought it. Arrow keys go from one to the next.</summary>
public sealed partial class TokenHeat : MemoComponent
{
    /// <summary>What the tokens read as.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Texts { get; set; }

    /// <summary>Natural logarithms, one for each token.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<float> LogProbabilities { get; set; }

    protected override object RenderKey => (Texts, LogProbabilities);

    private static string Name(string token) => token.Trim().Length > 0 ? token.Trim() : token.Contains('\n', StringComparison.Ordinal) ? "line break" : "space";

    private static string Shown(string token) => token.Contains('\n', StringComparison.Ordinal) ? token.Replace("\n", "↵", StringComparison.Ordinal) : token;
}
