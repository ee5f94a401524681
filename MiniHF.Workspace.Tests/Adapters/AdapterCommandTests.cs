using System.CommandLine;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Commands;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>Adapters on the command line, by their directories.</summary>
public sealed class AdapterCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Generate_WithAnAdapter_SaysSoAndWritesOtherTexts()
    {
        string adapter = Save("mine", seed: 1);
        string[] arguments = ["generate", "--prompt", "Once upon a time", "-n", "1", "--tokens", "8", "--seed", "1", "--json"];

        JsonElement bare = await JsonAsync(arguments);
        JsonElement adapted = await JsonAsync([.. arguments, "--adapter", adapter]);

        Assert.Equal((null, "mine"), (bare.GetProperty("adapter").GetString(), adapted.GetProperty("adapter").GetString()));
        Assert.NotEqual(TextOf(bare), TextOf(adapted));

        static string? TextOf(JsonElement report) => report.GetProperty("continuations")[0].GetProperty("text").GetString();
    }

    [Fact]
    public async Task Score_WithAnAdapter_IsItsScore()
    {
        string adapter = Save("judge", seed: 2);
        string[] arguments = ["score", "--question", "contain dialogue?", "--prompt", "The old man sat by the fire.", "--json"];

        JsonElement bare = await JsonAsync(arguments);
        JsonElement adapted = await JsonAsync([.. arguments, "--adapter", adapter]);

        Assert.Equal("judge", adapted.GetProperty("adapter").GetString());
        Assert.NotEqual(bare.GetProperty("score").GetDouble(), adapted.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Weave_TwoAdaptersOfOneName_AreBothUsedAndRecorded()
    {
        string writer = Save("mine", seed: 1);
        string judge = Save(Path.Combine("other", "mine"), seed: 2);
        string[] arguments = ["weave", "--prompt", "Once upon a time", "--tokens", "4", "--budget", "4", "--round-budget", "2", "--expand", "2", "--seed", "1", "--json"];

        JsonElement both = await JsonAsync([.. arguments, "--adapter", writer, "--evaluator-adapter", judge]);
        JsonElement one = await JsonAsync([.. arguments, "--adapter", writer, "--evaluator-adapter", "none"]);

        JsonElement provenance = both.GetProperty("provenance");
        Assert.Equal(
            ("mine", "mine", true, (string?)null),
            (provenance.GetProperty("generator_adapter").GetString(), provenance.GetProperty("evaluator_adapter").GetString(),
                provenance.GetProperty("generator_adapter_id").GetString() != provenance.GetProperty("evaluator_adapter_id").GetString(),
                one.GetProperty("provenance").TryGetProperty("evaluator_adapter_id", out JsonElement none) ? none.GetString() : null));
        Assert.NotEqual(both.GetProperty("nodes")[0].GetRawText(), one.GetProperty("nodes")[0].GetRawText());
    }

    [Theory]
    [InlineData("generate", "--prompt", "x", "--adapter")]
    [InlineData("score", "--prompt", "x", "--adapter")]
    [InlineData("weave", "--prompt", "x", "--adapter")]
    [InlineData("weave", "--prompt", "x", "--evaluator-adapter")]
    public async Task AnyVerb_AdapterForAnotherBase_IsOneClearLine(params string[] arguments)
    {
        AdapterFixture.Write(_folder, "tiny-gptj", new LoraConfig(), seed: 1);

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => JsonAsync([.. arguments, _folder]));

        Assert.Contains("is for another base", error.Message, StringComparison.Ordinal);
    }

    private string Save(string name, long seed)
    {
        string directory = Path.Combine(_folder, name);
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(LanguageModels.Embedded), new EngineOptions());
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig(), seed, strength: 0.05);
        adapter.Save(directory, "minihf-tiny");
        return directory;
    }

    private static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using StringWriter output = new();
        int code = await MiniHFCommandLine.CreateRoot().Parse(arguments).InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output });
        Assert.Equal(0, code);
        return JsonSerializer.Deserialize<JsonElement>(output.ToString());
    }
}
