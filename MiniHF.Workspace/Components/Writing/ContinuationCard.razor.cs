using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.People;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>One way the text might go on.</summary>
public sealed partial class ContinuationCard : MemoComponent
{
    // English prose runs to some four characters a token; most texts of 24 tokens and more need less than this.
    private const double CharactersPerToken = 4.4;

    // Room is kept for no more than this: an empty card of a page's length looks broken. What is longer scrolls in its card.
    private const int MostReservedTokens = 96;

    private bool _seenGrowing;

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required Branch Branch { get; set; }

    /// <summary>What streamed in since it was last stored; null while nothing streams.</summary>
    [Parameter]
    public StreamedText? Stream { get; set; }

    /// <summary>The request that fills it.</summary>
    [Parameter]
    public Growth? Growth { get; set; }

    /// <summary>Its place among the cards, from 1.</summary>
    [Parameter]
    public int Number { get; set; }

    [Parameter]
    public EventCallback<BranchId> OnEdit { get; set; }

    protected override object RenderKey => (Branch, Stream, Growth?.Status, Growth?.Failure, Number);

    private bool IsGrowing => Branch.Status == BranchStatus.Growing;

    private string Text => (IsGrowing && Stream is { } stream ? stream.Text : Branch.Text).TrimStart();

    private string Progress => $"{Words.Number(Stream?.Tokens ?? Branch.TokenIds.Length)} / {Words.Number(Growth?.Settings.MaxTokens ?? 0)}";

    private string Css => string.Join(' ', Classes());

    /// <summary>
    /// Room for the text that was asked for, in characters, so that nothing on the page moves while it comes, nor when it ends or is stopped. A card
    /// that was finished before it was first shown is as high as its text.
    /// </summary>
    private string? RoomStyle => _seenGrowing && Growth is { } growth
        ? string.Create(CultureInfo.InvariantCulture, $"--room: {Math.Min(growth.Settings.MaxTokens, MostReservedTokens) * CharactersPerToken:0}")
        : null;

    private string RoomCss => RoomStyle is null ? "" : IsGrowing ? "room growing" : "room";

    private string Who => Branch switch
    {
        { Finish: FinishReason.EndOfText } => string.Join(" · ", new[] { Authors.Short(Branch, Actions.Session), "the end" }.Where(part => part.Length > 0)),
        { Status: BranchStatus.Stopped } => string.Join(" · ", new[] { Authors.Short(Branch, Actions.Session), "stopped" }.Where(part => part.Length > 0)),
        _ => Authors.Short(Branch, Actions.Session),
    };

    private string? Notice => Branch.Status switch
    {
        BranchStatus.Interrupted => "Interrupted.",
        BranchStatus.Failed => Growth?.Failure ?? "This continuation failed.",
        _ => null,
    };

    protected override void OnParametersSet() => _seenGrowing |= IsGrowing;

    private IEnumerable<string> Classes()
    {
        yield return Branch.Kind == BranchKind.Person ? "by-person" : "by-model";
        switch (Branch.Thumbs.GetValueOrDefault(Actions.Session.Me))
        {
            case Thumb.Up:
                yield return "liked";
                break;
            case Thumb.Down:
                yield return "disliked";
                break;
        }
    }

    private Task PickAsync() => Actions.FocusAsync(Branch.Id);

    private Task PickByKeyAsync(KeyboardEventArgs key) => key is { Key: "Enter", ShiftKey: false, CtrlKey: false, MetaKey: false } ? PickAsync() : Task.CompletedTask;
}
