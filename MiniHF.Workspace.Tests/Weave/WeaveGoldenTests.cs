using System.Globalization;
using MiniHF.Engine.Weave.Replay;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Weave;

/// <summary>Five scripted searches run by the original's own code, and what its nodes were at the end.</summary>
public sealed class WeaveGoldenTests
{
    private static readonly WeaveScriptFile s_golden = WeaveScriptFile.Parse(File.ReadAllText(Repository.PathTo("MiniHF.Workspace.Tests", "Fixtures", "weave_golden.json")));

    public static IEnumerable<object[]> CasesAndCultures { get; } =
    [
        .. from name in new[] { "tiny", "beam2", "server-default", "lookahead1", "remainder" }
           from culture in new[] { "", "de-DE", "ar-SA" }
           select new object[] { name, culture },
    ];

    [Theory]
    [MemberData(nameof(CasesAndCultures))]
    public void Play_ScriptedNumbers_EndsAsTheOriginalInEveryField(string name, string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        WeaveScript script = s_golden.Cases.Single(item => item.Name == name);

        WeaveReport report = script.Play().Report;

        Assert.Equal(script.Nodes!.Count, report.Nodes.Count);
        Assert.All(script.Nodes.Zip(report.Nodes), pair =>
        {
            (WeaveNodeJson expected, WeaveNodeJson actual) = pair;
            Assert.Equal((expected.Id, expected.Parent, expected.Depth, expected.Text), (actual.Id, actual.Parent, actual.Depth, actual.Text));
            Assert.Equal((expected.Committed, expected.Pruned), (actual.Committed, actual.Pruned));
            Assert.Equal(expected.Score, actual.Score, 1e-9);
            Assert.Equal(expected.Logit, actual.Logit, 1e-9);
            Assert.Equal(expected.Gumbel, actual.Gumbel, 1e-9);
            Assert.Equal(expected.Phi, actual.Phi, 1e-9);
            Assert.Equal(expected.GumbelPhi, actual.GumbelPhi, 1e-9);
        });
        Assert.Equal(script.Expansions!, report.Expansions);
        Assert.Equal(script.ResultIds!, report.ResultIds);
    }

    [Theory]
    [InlineData("tiny", "[2][3][4][6]")]
    [InlineData("beam2", "[1][7][19]", "[1][5][24]")]
    public void Play_ScriptedNumbers_GivesTheTextOfTheResult(string name, params string[] expected)
    {
        WeaveReport report = s_golden.Cases.Single(item => item.Name == name).Play().Report;

        Assert.Equal(expected, report.ResultText);
    }

    [Fact]
    public void Play_NodeChangedInTheFile_IsNotFaithful()
    {
        WeaveScript script = s_golden.Cases[0];
        WeaveNodeJson[] nodes = [.. script.Nodes!];
        nodes[3] = nodes[3] with { Logit = nodes[3].Logit + 1e-6 };

        WeaveReplay replay = (script with { Nodes = nodes }).Play();

        Assert.False(replay.IsFaithful);
        Assert.Equal(1e-6, replay.Distance!.Value, 1e-9);
    }

    [Fact]
    public void Play_ReportWrittenAsJson_IsReplayedFromItsEvents()
    {
        WeaveReport report = s_golden.Cases[2].Play().Report;
        string json = System.Text.Json.JsonSerializer.Serialize(report, WeaveJson.Options);

        WeaveScript recorded = WeaveScriptFile.Parse(json).Cases.Single() with { ScoresInEvalOrder = null, GumbelsInCreationOrder = null };
        WeaveReplay replay = recorded.Play();

        Assert.Equal(0, replay.Distance);
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(replay.Report, WeaveJson.Options));
    }

    [Fact]
    public void Play_TooFewScores_SaysWhatIsMissing()
    {
        WeaveScript script = s_golden.Cases[0] with { ScoresInEvalOrder = [1, 2] };

        MiniHF.Engine.UserFacingException error = Assert.Throws<MiniHF.Engine.UserFacingException>(script.Play);

        Assert.Equal("The scripted search \"tiny\" needs one more score than it has: add to the list, or lower the budget.", error.Message);
    }
}
