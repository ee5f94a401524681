using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.People;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>The path to the focus, as a text one reads. A passage is a branch: click to go back to it, double-click to change it.</summary>
public sealed partial class PathProse : MemoComponent
{
    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableArray<Branch> Path { get; set; }

    /// <summary>The text of the last passage while it streams in.</summary>
    [Parameter]
    public StreamedText? Stream { get; set; }

    /// <summary>The passage that is being changed.</summary>
    [Parameter]
    public BranchId? Editing { get; set; }

    [Parameter]
    public EventCallback<BranchId> OnEdit { get; set; }

    [Parameter]
    public EventCallback OnEdited { get; set; }

    protected override object RenderKey => (new PathKey(Path), Stream, Editing);

    private string TextOf(Branch branch) =>
        branch.Status == BranchStatus.Growing && branch.Id == Path[^1].Id && Stream is { } stream ? stream.Text : branch.Text;

    /// <summary>The white space a passage begins with: part of the text, but not marked.</summary>
    private string Lead(Branch branch)
    {
        string text = TextOf(branch);
        return text[..^text.TrimStart().Length];
    }

    private static string PassageCss(Branch branch) => branch.Kind switch
    {
        BranchKind.Model => branch.OriginalText is null ? "model" : "model edited",
        BranchKind.Weave => "weave",
        BranchKind.Rewrite => "rewrite",
        _ => "person",
    };

    private string Title(Branch branch) => Authors.Of(branch, Actions.Session);

    /// <summary>Two paths are the same when they are made of the same branches in the same state.</summary>
    private readonly record struct PathKey(ImmutableArray<Branch> Path)
    {
        public bool Equals(PathKey other) => Path.AsSpan().SequenceEqual(other.Path.AsSpan(), ReferenceComparer.Instance);

        public override int GetHashCode() => Path.Length;
    }

    private sealed class ReferenceComparer : IEqualityComparer<Branch>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Branch? x, Branch? y) => ReferenceEquals(x, y);

        public int GetHashCode(Branch obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
