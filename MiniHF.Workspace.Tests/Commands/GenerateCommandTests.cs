using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Commands;

public sealed class GenerateCommandTests
{
    [Fact]
    public async Task Generate_FixedSeedAsJson_PrintsFourDifferentTextsAndTheSameAgain()
    {
        string[] arguments = ["generate", "--prompt", "Once upon a time", "-n", "4", "--tokens", "16", "--seed", "1", "--json"];
        string first = await RunAsync(arguments);
        string second = await RunAsync(arguments);

        using JsonDocument report = JsonDocument.Parse(first);
        JsonElement root = report.RootElement;
        JsonElement[] continuations = [.. root.GetProperty("continuations").EnumerateArray()];
        Assert.Equal(WithoutCost(first), WithoutCost(second));
        Assert.Equal(
            ("minihf-tiny", 1L, "Once upon a time"),
            (root.GetProperty("model").GetString(), root.GetProperty("seed").GetInt64(), root.GetProperty("prompt").GetString()));
        Assert.Equal(4, continuations.Select(continuation => continuation.GetProperty("text").GetString()).Distinct().Count());
        Assert.All(continuations, continuation =>
        {
            Assert.InRange(continuation.GetProperty("tokenIds").GetArrayLength(), 1, 16);
            Assert.Equal(continuation.GetProperty("tokenIds").GetArrayLength(), continuation.GetProperty("logprobs").GetArrayLength());
        });
    }

    [Fact]
    public async Task Generate_AsJson_SaysWhatItTook()
    {
        string json = await RunAsync(
            "generate", "--model", TestModels.TinyLlama, "--prompt-ids", "5,6,7", "-n", "2", "--tokens", "4", "--min-tokens", "4", "--seed", "1", "--json");

        using JsonDocument report = JsonDocument.Parse(json);
        JsonElement cost = report.RootElement.GetProperty("cost");
        // The prompt, and of each continuation all but the last token.
        Assert.Equal((9L, 0L), (cost.GetProperty("tokensComputed").GetInt64(), cost.GetProperty("tokensReused").GetInt64()));
        Assert.True(cost.GetProperty("promptSeconds").GetDouble() > 0);
        Assert.True(cost.GetProperty("firstTokenSeconds").GetDouble() >= cost.GetProperty("promptSeconds").GetDouble());
    }

    [Fact]
    public async Task Generate_PromptIdsGreedy_NeedsNoTokenizer()
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(TestModels.TinyLlama);
        string json = await RunAsync(
            "generate", "--model", TestModels.TinyLlama, "--prompt-ids", string.Join(',', expected.GreedyPrompt), "-n", "1", "--tokens", "24",
            "--temperature", "0", "--repetition-penalty", "1", "--min-tokens", "24", "--json");

        using JsonDocument report = JsonDocument.Parse(json);
        JsonElement continuation = report.RootElement.GetProperty("continuations")[0];
        Assert.Equal(expected.Greedy, continuation.GetProperty("tokenIds").EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal("length", continuation.GetProperty("finishReason").GetString());
    }

    [Fact]
    public async Task Generate_SeveralTexts_AreNumberedInOrder()
    {
        string text = await RunAsync("generate", "--prompt", "The sea", "-n", "3", "--tokens", "4", "--min-tokens", "4", "--seed", "2");

        string[] headings = [.. text.Split('\n').Where(line => line.StartsWith('['))];
        Assert.Equal(["[1] reached its length", "[2] reached its length", "[3] reached its length"], headings);
    }

    [Theory]
    [InlineData("The prompt is empty: give the text to continue.", "--prompt", "")]
    [InlineData("The temperature is -1; it must be 0 (greedy) or more.", "--prompt", "x", "--temperature", "-1")]
    [InlineData("--prompt-ids: \"a\" is no token id; give whole numbers with commas between them.", "--prompt-ids", "1,a")]
    public async Task Generate_BadInput_IsOneClearLine(string message, params string[] options)
    {
        UserFacingException e = await Assert.ThrowsAsync<UserFacingException>(() => RunAsync(["generate", .. options]));

        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("generate", "--prompt", "x", "--prompt-ids", "1")]
    [InlineData("generate", "--prompt", "x", "--tokens", "many")]
    public void Generate_WrongUsage_IsFoundBeforeAnythingRuns(params string[] arguments)
    {
        Assert.NotEmpty(MiniHFCommandLine.CreateRoot().Parse(arguments).Errors);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        int code = await MiniHFCommandLine.CreateRoot().Parse(arguments).InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output });
        Assert.Equal(0, code);
        return output.ToString();
    }

    /// <summary>All but the times, which are never the same.</summary>
    private static string WithoutCost(string json)
    {
        JsonNode report = JsonNode.Parse(json) ?? throw new InvalidOperationException("No JSON was printed.");
        report.AsObject().Remove("cost");
        return report.ToJsonString();
    }
}
