using System.Text.Json.Serialization;

namespace MiniHF.Engine.Weave.Replay;

/// <summary>Parameters under the names the original gives them; what is left out has its server's value.</summary>
public sealed record WeaveParametersJson
{
    [JsonPropertyName("n_tokens")]
    public int Tokens { get; init; } = WeaveParameters.Server.Tokens;

    public int Budget { get; init; } = WeaveParameters.Server.Budget;

    public int RoundBudget { get; init; } = WeaveParameters.Server.RoundBudget;

    [JsonPropertyName("n_expand")]
    public int Expand { get; init; } = WeaveParameters.Server.Expand;

    public int BeamWidth { get; init; } = WeaveParameters.Server.BeamWidth;

    public int MaxLookahead { get; init; } = WeaveParameters.Server.MaxLookahead;

    public double Temperature { get; init; } = WeaveParameters.Server.Temperature;

    public WeaveResultChoice Result { get; init; }

    public bool AllowEndOfText { get; init; }

    public static WeaveParametersJson From(WeaveParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new WeaveParametersJson
        {
            Tokens = parameters.Tokens,
            Budget = parameters.Budget,
            RoundBudget = parameters.RoundBudget,
            Expand = parameters.Expand,
            BeamWidth = parameters.BeamWidth,
            MaxLookahead = parameters.MaxLookahead,
            Temperature = parameters.Temperature,
            Result = parameters.Result,
            AllowEndOfText = parameters.AllowEndOfText,
        };
    }

    public WeaveParameters ToParameters() =>
        new(Tokens, Budget, RoundBudget, Expand, BeamWidth, MaxLookahead, Temperature, Result, AllowEndOfText);
}
