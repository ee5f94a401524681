using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>The path to the focus set as a page of a book: paragraphs, and nothing to press. Printing gives the same.</summary>
public sealed partial class ReadingPage : MemoComponent
{
    [Parameter, EditorRequired]
    public required ImmutableArray<Branch> Path { get; set; }

    /// <summary>Stands above the text; empty for a text without a name.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>The text of the last passage while it streams in.</summary>
    [Parameter]
    public StreamedText? Stream { get; set; }

    protected override object RenderKey => (Title, Text, IsGrowing);

    private bool IsGrowing => !Path.IsEmpty && Path[^1].Status == BranchStatus.Growing;

    private string Text => string.Concat(Path.Select((branch, at) => at == Path.Length - 1 && IsGrowing && Stream is { } stream ? stream.Text : branch.Text));

    private string[] Paragraphs => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
