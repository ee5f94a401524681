using System.Globalization;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>A number of a search: its name, what it does in plain words, its range, and how it is read and set.</summary>
public sealed record SearchField(
    string Name,
    string Label,
    string Explanation,
    double Least,
    double Most,
    double Step,
    Func<WeaveParameters, double> Get,
    Func<WeaveParameters, double, WeaveParameters> Set)
{
    /// <summary>Every number of the form, in order.</summary>
    public static IReadOnlyList<SearchField> All { get; } =
    [
        new("budget", "Nodes", "Pieces of text the whole search may write.", 1, 5000, 1, p => p.Budget, (p, v) => p with { Budget = (int)v }),
        new("tokens", "Length", "Tokens in each piece; three make about two words.", 1, 4096, 1, p => p.Tokens, (p, v) => p with { Tokens = (int)v }),
        new("round", "Nodes a round", "After so many it commits to the best way so far.", 1, 5000, 1, p => p.RoundBudget, (p, v) => p with { RoundBudget = (int)v }),
        new("expand", "Continuations", "Pieces written side by side each time.", 1, 64, 1, p => p.Expand, (p, v) => p with { Expand = (int)v }),
        new("beam", "Beam", "Ways followed at once, and results.", 1, 64, 1, p => p.BeamWidth, (p, v) => p with { BeamWidth = (int)v }),
        new("lookahead", "Lookahead", "Levels a round may look ahead.", 1, 100, 1, p => p.MaxLookahead, (p, v) => p with { MaxLookahead = (int)v }),
        new("temperature", "Temperature", "Near 0 it follows the best scores; higher, it wanders.", 0.01, 10, 0.01, p => p.Temperature, (p, v) => p with { Temperature = v }),
    ];

    private bool IsWhole => Step >= 1;

    /// <summary>The value as the field shows it.</summary>
    public string Show(WeaveParameters parameters) => Get(parameters).ToString(IsWhole ? "0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>Reads what was typed. Gives the parameters with it, or the reason it cannot be.</summary>
    public (WeaveParameters? Parameters, string? Problem) Read(WeaveParameters parameters, string? typed) =>
        double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value >= Least && value <= Most && (!IsWhole || value == Math.Truncate(value))
            ? (Set(parameters, value), null)
            : (null, $"{Label} is a {(IsWhole ? "whole number" : "number")} from {Words.Number(Least)} to {Words.Number(Most)}.");
}
