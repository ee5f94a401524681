using System.CommandLine;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveCommandTests : IDisposable
{
    private static readonly string[] s_small =
        ["weave", "--prompt", "The old man sat by the fire.", "--question", "contain dialogue?", "--seed", "5", "--tokens", "4", "--budget", "12", "--round-budget", "6", "--expand", "3", "--json"];

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Json_Search_IsReplayedToTheSameWithNoModel()
    {
        await File.WriteAllTextAsync(_file, await RunAsync(s_small));

        JsonElement again = JsonSerializer.Deserialize<JsonElement>(await RunAsync("weave", "--replay", _file, "--json"));

        Assert.Equal(0, again.GetProperty("largest_difference").GetDouble());
    }

    [Fact]
    public async Task Json_SameSeed_IsTheSameSearch()
    {
        JsonElement first = JsonSerializer.Deserialize<JsonElement>(await RunAsync(s_small));
        JsonElement second = JsonSerializer.Deserialize<JsonElement>(await RunAsync(s_small));

        Assert.Equal(first.GetProperty("events").GetRawText(), second.GetProperty("events").GetRawText());
        Assert.Equal(13, first.GetProperty("nodes").GetArrayLength());
        Assert.True(first.GetProperty("statistics").GetProperty("tokens_reused").GetInt64() > 0);
    }

    [Fact]
    public async Task Json_BestOfN_WritesNoMoreTokensAndTakesTheBest()
    {
        JsonElement flat = JsonSerializer.Deserialize<JsonElement>(await RunAsync([.. s_small, "--method", "best-of-n"]));

        JsonElement[] nodes = [.. flat.GetProperty("nodes").EnumerateArray()];
        int best = nodes.Skip(1).MaxBy(node => node.GetProperty("score").GetDouble()).GetProperty("id").GetInt32();
        Assert.Equal([best], flat.GetProperty("result_ids").EnumerateArray().Select(id => id.GetInt32()));
        Assert.InRange(flat.GetProperty("statistics").GetProperty("tokens_written").GetInt64(), 1, 48);
    }

    [Fact]
    public async Task Dot_Search_IsAGraph()
    {
        await RunAsync([.. s_small, "--dot", _file]);

        Assert.StartsWith("digraph weave {", await File.ReadAllTextAsync(_file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ParametersOutOfRange_ListsEveryFault()
    {
        UserFacingException error = await Assert.ThrowsAnyAsync<UserFacingException>(() => RunAsync("weave", "--prompt", "x", "--budget", "0", "--lookahead", "0"));

        Assert.Equal("The budget is 0; it must be 1 to 100000. The lookahead is 0; it must be 1 or more.", error.Message);
    }

    [Theory]
    [InlineData("weave")]
    [InlineData("weave", "--prompt", "x", "--replay", "f")]
    [InlineData("weave", "--prompt", "x", "--method", "luck")]
    [InlineData("weave", "--prompt", "x", "--preset", "none")]
    public async Task Options_ThatDoNotGoTogether_AreWrongUsage(params string[] args) => Assert.Equal(2, await MiniHFCommandLine.RunAsync(args));

    public void Dispose() => File.Delete(_file);

    private static async Task<string> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        await MiniHFCommandLine.CreateRoot().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString();
    }
}
