using MiniHF.Engine;
using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveParametersTests
{
    [Fact]
    public void Presets_ByName_AreTheOriginals()
    {
        Assert.Equal(
            [
                ("cli", 32, 576, 96, 32, 1, 3, 0.2), ("early", 32, 144, 24, 8, 1, 3, 1.0), ("multi-q", 64, 144, 24, 16, 1, 3, 0.2), ("server", 32, 72, 24, 8, 1, 3, 0.25),
            ],
            WeaveParameters.Presets.OrderBy(preset => preset.Key, StringComparer.Ordinal).Select(preset =>
                (preset.Key, preset.Value.Tokens, preset.Value.Budget, preset.Value.RoundBudget, preset.Value.Expand, preset.Value.BeamWidth, preset.Value.MaxLookahead, preset.Value.Temperature)));
    }

    [Fact]
    public void Validate_SeveralFaults_ListsEach()
    {
        WeaveParameters parameters = new(Tokens: 0, Budget: -1, MaxLookahead: 0, Temperature: double.NaN);

        UserFacingException error = Assert.Throws<UserFacingException>(parameters.Validate);

        Assert.Equal(
            "The tokens a node is 0; it must be 1 to 4096. The budget is -1; it must be 1 to 100000. The lookahead is 0; it must be 1 or more. The temperature is NaN; it must be a number above 0.",
            error.Message);
    }

    [Fact]
    public void ToBestOfN_ServerPreset_Is14TextsOf160Tokens()
    {
        WeaveParameters flat = WeaveParameters.Server.ToBestOfN();

        Assert.Equal((160, 14, WeaveResultChoice.Best), (flat.Tokens, flat.Budget, flat.Result));
        Assert.True(flat.TotalTokens <= WeaveParameters.Server.TotalTokens);
    }

    [Fact]
    public void ToBestOfN_Searched_IsOneExpansionAndTheBestOfIt()
    {
        List<WeaveEvent> events = [];

        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(WeaveParameters.Server.ToBestOfN()), into: events);

        Assert.Single(events.OfType<NodeExpanded>());
        Assert.Equal(search.Nodes.Skip(1).MaxBy(node => node.Score)!.Id, search.Result.Single());
    }

    [Fact]
    public void ToSampling_Searched_TakesTheFirst()
    {
        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(WeaveParameters.Server.ToSampling()));

        Assert.Equal<int>([1], search.Result);
    }
}
