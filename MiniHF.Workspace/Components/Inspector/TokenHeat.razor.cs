using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Inspector;

/// <summary>
/// The model's tokens, each tinted by how likely the model thought it. Arrow keys go from one to the next; Enter, or a click, shows what might
/// have stood there instead.
/// </summary>
public sealed partial class TokenHeat : MemoComponent
{
    private int? _at;
    private object? _of;

    /// <summary>What the tokens read as.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Texts { get; set; }

    /// <summary>Natural logarithms, one for each token.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<float> LogProbabilities { get; set; }

    /// <summary>The tokens drawn.</summary>
    [Parameter]
    public ImmutableArray<int> TokenIds { get; set; } = [];

    /// <summary>What might have stood in the place of each; null where that was not recorded.</summary>
    [Parameter]
    public IReadOnlyList<IReadOnlyList<TokenAlternative>>? Alternatives { get; set; }

    /// <summary>Whether the alternatives were looked for.</summary>
    [Parameter]
    public bool IsLookedUp { get; set; }

    /// <summary>A token's place, and what is to stand there instead.</summary>
    [Parameter]
    public EventCallback<(int Token, TokenAlternative Instead)> OnChoose { get; set; }

    protected override object RenderKey => (Texts, LogProbabilities, Alternatives, IsLookedUp);

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_of, Texts))
        {
            (_of, _at) = (Texts, null);
        }
    }

    private static string Name(string token) => token.Trim().Length > 0 ? token.Trim() : token.Contains('\n', StringComparison.Ordinal) ? "line break" : "space";

    private static string Shown(string token) => token.Contains('\n', StringComparison.Ordinal) ? token.Replace("\n", "↵", StringComparison.Ordinal) : token;

    private static string Share(float logProbability) => Math.Exp(logProbability) is >= 0.01 and var share
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %")
        : "under 1 %";

    private IReadOnlyList<TokenAlternative> Others(int token) => Alternatives is { } all && token < all.Count
        ? [.. all[token].Where(other => token >= TokenIds.Length || other.TokenId != TokenIds[token])]
        : [];

    private string Hint(int token, int share) => string.Join(
        '\n',
        Others(token).Select(other => $"{Name(other.Text)}  {Share(other.LogProbability)}").Prepend($"{Name(Texts[token])}  {share} %"));

    private bool Opens(int token) => OnChoose.HasDelegate && Others(token).Count > 0;

    private void Open(int token)
    {
        if (!Opens(token))
        {
            return;
        }

        _at = _at == token ? null : token;
        Changed();
    }

    private void Key(int token, KeyboardEventArgs key)
    {
        if (key is { Key: "Enter" or " ", CtrlKey: false, MetaKey: false, ShiftKey: false })
        {
            Open(token);
        }
    }

    private async Task ChooseAsync(int token, TokenAlternative instead)
    {
        _at = null;
        Changed();
        await OnChoose.InvokeAsync((token, instead));
    }
}
