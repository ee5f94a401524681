using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>Texts are to be scored. The constitution's whole text is in the settings: nothing else is needed to know what was asked.</summary>
/// <param name="Texts">In the order they are asked about.</param>
/// <param name="Server">The server process that does it.</param>
public sealed record EvaluationStarted(
    CellId Cell,
    EvaluationId Evaluation,
    EvaluationSettings Settings,
    EvaluationProvenance Provenance,
    IReadOnlyList<EvaluatedText> Texts,
    Guid Server) : NotebookEvent;

/// <summary>A text has its score, or the reason it has none.</summary>
/// <param name="Text">Which, as a place in the evaluation's list.</param>
/// <param name="Score">Log-odds that it is as wanted; null where it could not be judged.</param>
/// <param name="Principles">The parts, in the constitution's order.</param>
/// <param name="Failure">Why there is no score; null where there is.</param>
public sealed record TextEvaluated(
    CellId Cell, EvaluationId Evaluation, int Text, double? Score, IReadOnlyList<PrincipleScore> Principles, string? Failure) : NotebookEvent;

/// <summary>Somebody stopped it. What was scored stays.</summary>
public sealed record EvaluationStopped(CellId Cell, EvaluationId Evaluation) : NotebookEvent;

public sealed record EvaluationResumed(CellId Cell, EvaluationId Evaluation, Guid Server) : NotebookEvent;

/// <summary>The server that was at it went away.</summary>
public sealed record EvaluationInterrupted(CellId Cell, EvaluationId Evaluation) : NotebookEvent;

/// <param name="Reason">One line for the person who asked.</param>
public sealed record EvaluationFailed(CellId Cell, EvaluationId Evaluation, string Reason) : NotebookEvent;

/// <summary>The start of an evaluation was taken back, or done again: its scores are hidden, or shown.</summary>
public sealed record EvaluationPutAside(CellId Cell, EvaluationId Evaluation, bool PutAside) : NotebookEvent;
