using System.Globalization;
using System.Text.Json.Nodes;
using MiniHF.Workspace.Tests.Commands;

namespace MiniHF.Workspace.Tests.Training.Distributed;

/// <summary>The training verbs as real processes that share a run.</summary>
public sealed class TrainingProcessesTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    [Theory]
    [InlineData("sft-evaluator")]
    [InlineData("dpo-generator")]
    [InlineData("rlaif-generator")]
    public async Task Verb_SharedByTwoProcesses_HasTheGradientsOfOneAndTheSameWeightsInBoth(string verb)
    {
        string[] arguments = Arguments(verb);
        int port = FreePort.Find();
        using TrainingProcess first = new(0, port, [.. arguments, .. Results(verb, "first")]);
        using TrainingProcess second = new(1, port, [.. arguments, .. Results(verb, "second")]);

        ApplicationProcess alone = await ApplicationProcess.RunAsync([.. arguments, .. Results(verb, "alone"), "--json"]);

        JsonNode one = JsonNode.Parse(alone.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!["outcome"]!; // its last line
        (int Code, JsonNode? Outcome)[] two = [await first.EndAsync(), await second.EndAsync()];
        Assert.Equal((0, 0, 0), (alone.ExitCode, two[0].Code, two[1].Code));
        Assert.Equal(two[0].Outcome?["weightsHash"]?.ToString(), two[1].Outcome?["weightsHash"]?.ToString());
        Assert.Equal((double)one["metrics"]!["loss"]!, (double)two[0].Outcome!["metrics"]!["loss"]!, 1e-4);
        Gradients.AssertClose(Gradients.OfFirstStep(Work("alone")), Gradients.OfFirstStep(Work("first")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "first", "adapter_model.safetensors")));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "second")) || Directory.Exists(Work("second")));
    }

    [Fact]
    public async Task Verb_WhoseOtherProcessIsKilled_KeepsACheckpointAndSaysWhatHappened()
    {
        (TrainingProcess first, TrainingProcess second) = StartLong();
        using TrainingProcess one = first;
        using TrainingProcess two = second;
        await first.SteppedAsync();

        second.Kill();

        (int code, JsonNode? outcome) = await first.EndAsync();
        Assert.Equal((1, null), (code, outcome));
        Assert.Matches(@"\Aminihf: Process 0 of 2 lost the others: .+ The checkpoint of step \d+ is kept\. Start all of them again with --resume\.\z", first.Errors);
        Assert.NotEmpty(Directory.EnumerateDirectories(Work("first"), "checkpoint-*"));
    }

    [Fact]
    public async Task Verb_StoppedInOneProcess_StopsInBothWithACheckpoint()
    {
        (TrainingProcess first, TrainingProcess second) = StartLong();
        using TrainingProcess one = first;
        using TrainingProcess two = second;
        await first.SteppedAsync();

        second.Stop();

        Assert.Equal((1, 1), ((await first.EndAsync()).Code, (await second.EndAsync()).Code));
        Assert.Equal(("minihf: stopped.", "minihf: stopped."), (first.Errors, second.Errors));
        Assert.NotEmpty(Directory.EnumerateDirectories(Work("first"), "checkpoint-*"));
    }

    [Fact]
    public async Task Verb_WhoseOtherProcessNeverComes_SaysSoAfterTheTimeout()
    {
        int port = FreePort.Find();
        using TrainingProcess first = new(0, port, [.. Arguments("sft-evaluator"), .. Results("sft-evaluator", "first"), "--peer-timeout", "1"]);

        (int code, JsonNode? outcome) = await first.EndAsync();

        Assert.Equal((1, null), (code, outcome));
        Assert.StartsWith($"minihf: The 2 processes of this run did not find each other at 127.0.0.1:{port} within 1 s: ", first.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", first.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_ToldToStartTheOthersItself_DoesAndEndsWithThem()
    {
        ApplicationProcess done = await ApplicationProcess.RunAsync([.. Arguments("sft-evaluator"), .. Results("sft-evaluator", "both"), "--processes", "2", "--json"]);

        Assert.Equal((0, 0), (done.ExitCode, done.Errors.Count));
        Assert.Equal(3, (int)JsonNode.Parse(done.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!["outcome"]!["steps"]!); // its last line
    }

    public void Dispose() => _folder.Dispose();

    private (TrainingProcess First, TrainingProcess Second) StartLong()
    {
        string[] arguments = Arguments("sft-evaluator", steps: 100_000);
        int port = FreePort.Find();
        return (new TrainingProcess(0, port, [.. arguments, .. Results("sft-evaluator", "first")]), new TrainingProcess(1, port, [.. arguments, .. Results("sft-evaluator", "second")]));
    }

    private string Work(string name) => Path.Combine(_folder.Path, $"{name}.checkpoints");

    private string[] Results(string verb, string name) => [verb == "sft-evaluator" ? "--output-dir" : "--output-path", Path.Combine(_folder.Path, name)];

    private string[] Arguments(string verb, int steps = 3) =>
    [
        verb, "--model", _folder.Model, "--batch-size", "3", "--clip", "0", "--rank", "4", "--save-every", "1", "--evaluate-every", "0", "--sample-every", "0",
        "--steps", steps.ToString(CultureInfo.InvariantCulture),
        .. verb switch
        {
            // Answers of different lengths, so that what counts is tokens and not texts.
            "sft-evaluator" => (string[])["--dataset", _folder.Write("examples.jsonl", string.Join('\n', Enumerable.Range(0, 12).Select(i =>
                $$"""{"inputs": "What comes after {{i}}?", "targets": "{{string.Join(' ', Enumerable.Range(i + 1, 1 + (i * 5 % 7)))}}"}""")))],
            "dpo-generator" => ["--preferences", _folder.Write("pairs.jsonl", string.Join('\n', Enumerable.Range(0, 12).Select(i =>
                $$"""{"prompt": "The {{i}}th fox", "chosen": " ran over the hill.", "rejected": " sat {{i}}."}""")))],
            _ =>
            [
                "--length", "6", "--constitution", _folder.Write("rules.txt", "==[ Principle: good; Weight: 1.0; Answer: Yes ]==\nIs this good? {prompt}{response}\n"),
                "--prompts", _folder.Write("prompts.txt", string.Join("<|endprompt|>", Enumerable.Range(0, 8).Select(i => $"The {i}th fox"))),
            ],
        },
    ];
}
