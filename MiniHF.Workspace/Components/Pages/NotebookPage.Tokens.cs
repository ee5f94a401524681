using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Pages;

/// <content>What the tokens of a branch read as, what might have stood in their place, and what is new to who looks.</content>
public sealed partial class NotebookPage
{
    private IReadOnlyList<IReadOnlyList<TokenAlternative>>? _alternatives;
    private bool _alternativesKnown;

    [Inject]
    public required RecordedAlternatives RecordedAlternatives { get; init; }

    [Inject]
    public required Visits Visits { get; init; }

    private void ForgetAlternatives() => (_alternatives, _alternativesKnown) = (null, false);

    private async Task LookUpAlternativesAsync(ITextGenerator generator)
    {
        if (ActiveCell is not { } cell || ActiveFocus is not { } focus)
        {
            return;
        }

        ImmutableArray<int> ids = focus.TokenIds;
        IReadOnlyList<IReadOnlyList<TokenAlternative>>? found = await RecordedAlternatives.FindAsync(new NotebookId(Id), cell.Tree, focus, Closed);
        if (_spelled == ids)
        {
            _alternatives = found is null ? null : [.. found.Select(token => Spelled(generator, token))];
            _alternativesKnown = true;
            StateHasChanged();
        }
    }

    private static TokenAlternative[] Spelled(ITextGenerator generator, IReadOnlyList<TokenAlternative> alternatives)
    {
        IReadOnlyList<string> texts = generator.TextsOf([.. alternatives.Select(other => other.TokenId)]);
        return [.. alternatives.Select((other, at) => other with { Text = texts[at] })];
    }

    /// <summary>What a branch's tokens read as, where the model that wrote them is in memory anyway.</summary>
    private async Task<IReadOnlyList<string>?> SpellAsync(Branch branch, CancellationToken ct)
    {
        string? name = branch.Growth is { } growth ? Session?.State.Growths.GetValueOrDefault(growth)?.Model : null;
        if (branch.TokenIds.IsEmpty || Session?.Models.FirstOrDefault(entry => entry.Name == name) is not { State: ModelState.Ready } model)
        {
            return null;
        }

        try
        {
            return (await Models.LoadAsync(model.Name, ct)).TextsOf(branch.TokenIds);
        }
        catch (UserFacingException)
        {
            return null;
        }
    }
}
