using System.Text.Json.Serialization;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Runs.Data;

/// <summary>Something a run learns from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "source")]
[JsonDerivedType(typeof(NotebookSource), "notebook")]
[JsonDerivedType(typeof(UploadSource), "upload")]
[JsonDerivedType(typeof(SampleSource), "sample")]
[JsonDerivedType(typeof(InlineSource), "inline")]
public abstract record RunSource
{
    /// <summary>How often its items are seen, relative to the other sources'.</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>The texts of a notebook that people made something of.</summary>
/// <param name="Choice">Which of them.</param>
/// <param name="People">How many people must have thumbed a text, where <paramref name="Choice"/> goes by thumbs.</param>
/// <param name="Question">What a thumb up answers "yes" to, for an evaluator; empty for the usual question.</param>
public sealed record NotebookSource(NotebookId Notebook, NotebookChoice Choice, int People, string Question = "") : RunSource;

/// <summary>A file somebody uploaded.</summary>
/// <param name="File">Its name as it was uploaded.</param>
/// <param name="Sha256">Which one: the name of its folder.</param>
public sealed record UploadSource(string File, string Sha256) : RunSource;

/// <summary>Data that ships with the workspace.</summary>
/// <param name="Name">Frozen.</param>
public sealed record SampleSource(string Name) : RunSource;

/// <summary>Text written into the form, one item for each paragraph that a line of three hyphens ends.</summary>
public sealed record InlineSource(string Text) : RunSource;
