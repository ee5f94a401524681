using System.CommandLine;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;

namespace MiniHF.Workspace.Tests.Evaluation;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Json_Question_IsOneObjectWithTheAnswer()
    {
        JsonElement shown = JsonSerializer.Deserialize<JsonElement>(
            await RunAsync("score", "--question", "contain dialogue?", "--prompt", "The old man sat by the fire.", "--response", " \"Come in,\" said he.", "--json"));

        JsonElement principle = shown.GetProperty("principles").EnumerateArray().Single();
        Assert.Equal("contain dialogue?", principle.GetProperty("name").GetString());
        Assert.True(shown.GetProperty("score").GetDouble() > 0);
        Assert.Equal(shown.GetProperty("score").GetDouble(), principle.GetProperty("logit").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Json_Constitution_HasEachPrincipleWithItsSignAndWeight()
    {
        await File.WriteAllTextAsync(_file, "==[Principle: Speech; Weight: 0.5; Answer: No]==\nDoes {response} contain dialogue?\n==[Principle: Sense]==\nDoes {response} make sense?");

        JsonElement shown = JsonSerializer.Deserialize<JsonElement>(await RunAsync("score", "--constitution", _file, "--response", "Hello.", "--combine", "mean", "--json"));

        Assert.Equal("mean", shown.GetProperty("combination").GetString());
        Assert.Equal(
            [("Speech", "no", 0.5), ("Sense", "yes", 1.0)],
            shown.GetProperty("principles").EnumerateArray().Select(item => (item.GetProperty("name").GetString()!, item.GetProperty("wanted").GetString()!, item.GetProperty("weight").GetDouble())));
        double[] scores = [.. shown.GetProperty("principles").EnumerateArray().Select(item => item.GetProperty("score").GetDouble())];
        Assert.Equal(((scores[0] * 0.5) + scores[1]) / 1.5, shown.GetProperty("score").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Constitution_BadHeader_NamesTheLine()
    {
        await File.WriteAllTextAsync(_file, "==[PREAMBLE]==\nx\n==[Principle: A]\ny");

        UserFacingException error = await Assert.ThrowsAnyAsync<UserFacingException>(() => RunAsync("score", "--constitution", _file, "--response", "x"));

        Assert.StartsWith("Constitution, line 3: \"==[Principle: A]\" is not a whole header", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_Examples_AreCountedByWording()
    {
        string file = Path.ChangeExtension(_file, ".jsonl");
        await File.WriteAllLinesAsync(file, ["""{"inputs":"Does this:\n\n\"Come in,\" said he.\n\ncontain dialogue?","targets":"Yes"}""", """{"inputs":"x","targets":"?"}"""]);
        try
        {
            JsonElement shown = JsonSerializer.Deserialize<JsonElement>(await RunAsync("score", "--examples", file, "--json"));

            JsonElement question = shown.GetProperty("questions").EnumerateArray().Single();
            Assert.Equal(("contain dialogue?", 1, 1), (question.GetProperty("question").GetString(), question.GetProperty("asked").GetInt32(), question.GetProperty("yes").GetInt32()));
            Assert.Equal(1, shown.GetProperty("unusable").GetInt32());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("score")]
    [InlineData("score", "--response", "x", "--examples", "f.jsonl")]
    [InlineData("score", "--examples", "f.jsonl", "--question", "q")]
    [InlineData("score", "--response", "x", "--question", "q", "--constitution", "f")]
    [InlineData("score", "--response", "x", "--combine", "product")]
    public async Task Options_ThatDoNotGoTogether_AreWrongUsage(params string[] args) => Assert.Equal(2, await MiniHFCommandLine.RunAsync(args));

    public void Dispose() => File.Delete(_file);

    private static async Task<string> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        await MiniHFCommandLine.CreateRoot().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString();
    }
}
