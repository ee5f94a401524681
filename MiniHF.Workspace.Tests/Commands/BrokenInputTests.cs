using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Commands;

/// <summary>What is wrong with a model, an adapter or a constitution is one line and exit code 1, whichever verb meets it.</summary>
public sealed class BrokenInputTests : IDisposable
{
    private readonly BrokenModels _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("score")]
    [InlineData("weave")]
    public async Task AnyVerb_ShardCutShort_NamesTheFile(string verb)
    {
        string model = _models.WithAShardCutShort();

        (await RunAsync(verb, "--model", model)).AssertRefused(Path.Combine(model, "model-00002-of-00002.safetensors"));
    }

    [Theory]
    [InlineData("score")]
    [InlineData("weave")]
    public async Task AnyVerb_ScoresThatAreNoNumbers_SaysThatTheWeightsAreBroken(string verb) =>
        (await RunAsync(verb, "--model", _models.WithoutNumbers())).AssertRefused("the model's answer is not a number: its weights or its adapter are broken");

    [Theory]
    [InlineData("score", "--model")]
    [InlineData("weave", "--evaluator")]
    public async Task AnyVerb_EvaluatorThatAnswersNeitherYesNorNo_SaysSo(string verb, string option) =>
        (await RunAsync(verb, option, _models.WithoutAnswers())).AssertRefused("the model answers neither yes nor no");

    [Theory]
    [InlineData("score", "--adapter")]
    [InlineData("weave", "--evaluator-adapter")]
    public async Task AnyVerb_AdapterForAnotherBase_SaysSo(string verb, string option) =>
        (await RunAsync(verb, option, _models.AdapterForAnotherBase())).AssertRefused("is for another base");

    [Theory]
    [InlineData("score")]
    [InlineData("weave")]
    public async Task AnyVerb_ConstitutionWithABadHeader_NamesTheLine(string verb) =>
        (await RunAsync(verb, "--constitution", _models.ConstitutionWithABadHeader())).AssertRefused("Constitution, line 3: \"==[Principle: A]\" is not a whole header");

    [Fact]
    public async Task Generate_ScoresThatAreNoNumbers_SaysSo() =>
        (await ApplicationProcess.RunAsync("generate", "--prompt", "Once", "--model", _models.WithoutNumbers())).AssertRefused("the model's scores are not finite numbers");

    private static Task<ApplicationProcess> RunAsync(string verb, params string[] arguments) =>
        ApplicationProcess.RunAsync([verb, "--prompt", "The old man sat by the fire.", .. arguments]);
}
