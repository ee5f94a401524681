using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveReplayCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static string Golden => Repository.PathTo("MiniHF.Workspace.Tests", "Fixtures", "weave_golden.json");

    [Fact]
    public async Task Json_GoldenSearches_AreEqual()
    {
        JsonElement shown = JsonSerializer.Deserialize<JsonElement>(await RunAsync("weave", "--replay", Golden, "--json"));

        Assert.True(shown.GetProperty("equal").GetBoolean());
        Assert.InRange(shown.GetProperty("largest_difference").GetDouble(), 0, 1e-9);
        Assert.Equal([7, 25, 73, 13, 11], shown.GetProperty("cases").EnumerateArray().Select(search => search.GetProperty("nodes").GetArrayLength()));
    }

    [Fact]
    public async Task Json_ItsOwnOutput_IsReplayedToTheSame()
    {
        string shown = await RunAsync("weave", "--replay", Golden, "--json");
        await File.WriteAllTextAsync(_file, shown);

        JsonElement again = JsonSerializer.Deserialize<JsonElement>(await RunAsync("weave", "--replay", _file, "--json"));

        Assert.Equal(0, again.GetProperty("largest_difference").GetDouble());
        Assert.Equal(JsonSerializer.Deserialize<JsonElement>(shown).GetProperty("cases").GetRawText(), again.GetProperty("cases").GetRawText());
    }

    [Fact]
    public async Task Table_UnderGermanCulture_HasPointsInItsNumbers()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        string[] lines = (await RunAsync("weave", "--replay", Golden)).ReplaceLineEndings("\n").Split('\n');

        Assert.Equal("   6      4     4    -0.6222    -0.6222     0.2236    -0.4650     0.0000  result     [6]", lines[8]);
        Assert.StartsWith("result 6; largest difference from the file's nodes ", lines[9], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dot_File_HoldsAGraphForEachSearch()
    {
        await RunAsync("weave", "--replay", Golden, "--json", "--dot", _file);

        Assert.Equal(5, (await File.ReadAllLinesAsync(_file)).Count(line => line == "digraph weave {"));
    }

    [Theory]
    [InlineData("{}", "The scripted search has neither events nor \"params\".")]
    [InlineData("{\"cases\":[]}", "{0} holds no search.")]
    [InlineData("{\"events\":[{\"type\":\"root_scored\",\"score\":1}]}", "The search's record begins with RootScored instead of SearchStarted: it is damaged, or not the record of one search.")]
    public async Task Replay_FileOfSomethingElse_SaysWhatIsMissing(string json, string expected)
    {
        await File.WriteAllTextAsync(_file, json);

        UserFacingException error = await Assert.ThrowsAnyAsync<UserFacingException>(() => RunAsync("weave", "--replay", _file));

        Assert.Equal(expected.Replace("{0}", _file, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public async Task Replay_NodesOfTheFileAreOthers_FailsAndNamesTheSearch()
    {
        await File.WriteAllTextAsync(_file, (await File.ReadAllTextAsync(Golden)).Replace("\"phi\": -0.46495154077399575", "\"phi\": -0.5", StringComparison.Ordinal));

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => RunAsync("weave", "--replay", _file));

        Assert.Equal($"{_file}: the replay does not end as the file says it must (tiny).", error.Message);
    }

    public void Dispose() => File.Delete(_file);

    private static async Task<string> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        await MiniHFCommandLine.CreateRoot().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString();
    }
}
