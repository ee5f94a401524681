using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.History;

/// <summary>A stretch of the slider in which something of one kind happened.</summary>
/// <param name="From">Where it begins, 0 to 1.</param>
/// <param name="Width">0 to 1.</param>
/// <param name="Density">How much of what happened there was of this kind, above 0 to 1.</param>
public readonly record struct TrackMark(StepKind Kind, double From, double Width, double Density);
