using System.Text.Json.Serialization;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>
/// All that can be set in a cell of one kind, as one value: changed as a whole, and taken back as a whole. Each kind's has its name for
/// JSON here, frozen; members may be added with a default, never renamed. Compared by value, so no member may compare by reference.
/// </summary>
[JsonDerivedType(typeof(EvaluationSettings), "evaluate")]
[JsonDerivedType(typeof(RateSettings), "rate")]
[JsonDerivedType(typeof(TuneSettings), "tune")]
[JsonDerivedType(typeof(ChartSettings), "chart")]
public abstract record CellSettings
{
    /// <exception cref="MiniHF.Engine.UserFacingException">It cannot be stored like this; says what can.</exception>
    public virtual void Check()
    {
    }
}
