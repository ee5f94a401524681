using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A cell of a notebook.</summary>
[JsonDerivedType(typeof(NoteCell), "note")]
[JsonDerivedType(typeof(WriteCell), "write")]
[JsonDerivedType(typeof(WeaveCell), "weave")]
[JsonDerivedType(typeof(EvaluateCell), "evaluate")]
[JsonDerivedType(typeof(RateCell), "rate")]
[JsonDerivedType(typeof(TuneCell), "tune")]
[JsonDerivedType(typeof(ChartCell), "chart")]
public abstract record Cell(CellId Id, bool Collapsed);

/// <summary>A cell of Markdown.</summary>
public sealed record NoteCell(CellId Id, bool Collapsed, string Text) : Cell(Id, Collapsed)
{
    /// <summary>What was done to the text since the cell was there; their count is the text's revision.</summary>
    public ImmutableList<TextEdit> Edits { get; init; } = [];
}

/// <summary>A cell in which a text is branched.</summary>
public sealed record WriteCell(CellId Id, bool Collapsed, GenerationSettings Settings, BranchTree Tree) : Cell(Id, Collapsed);

/// <summary>A cell in which continuations of a branch are searched for.</summary>
/// <param name="Source">What the next search continues; null for what is read in the write cell above.</param>
/// <param name="Searches">The searches made here, the newest last.</param>
public sealed record WeaveCell(CellId Id, bool Collapsed, SearchSettings Settings, SearchSource? Source, ImmutableList<SearchId> Searches) : Cell(Id, Collapsed);

/// <summary>A cell in which texts are scored.</summary>
/// <param name="Evaluations">Those made here, the newest last.</param>
public sealed record EvaluateCell(CellId Id, bool Collapsed, EvaluationSettings Settings, ImmutableList<EvaluationId> Evaluations)
    : ConfiguredCell<EvaluationSettings>(Id, Collapsed, Settings);

/// <summary>A cell that asks people what they make of texts. The judgements are the notebook's.</summary>
public sealed record RateCell(CellId Id, bool Collapsed, RateSettings Settings) : ConfiguredCell<RateSettings>(Id, Collapsed, Settings);

/// <summary>A cell in which a model is tuned: a form, and then the run.</summary>
public sealed record TuneCell(CellId Id, bool Collapsed, TuneSettings Settings) : ConfiguredCell<TuneSettings>(Id, Collapsed, Settings);

/// <summary>A cell with charts of runs.</summary>
public sealed record ChartCell(CellId Id, bool Collapsed, ChartSettings Settings) : ConfiguredCell<ChartSettings>(Id, Collapsed, Settings);
