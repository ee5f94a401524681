using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What is filled in in a tune cell, and the run begun from it.</summary>
/// <param name="Form">The run's plan as JSON, as far as it is filled in; empty for a fresh form. As text, because settings are compared by value.</param>
/// <param name="Run">The run the cell shows; null before one was begun.</param>
public sealed record TuneSettings(string Form, Guid? Run) : CellSettings
{
    public static TuneSettings Default { get; } = new("", null);

    public override void Check() => Decide.TextLimits.CheckText(Form);
}
