using MiniHF.Engine;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class EngineOptionsTests
{
    [Fact]
    public void FindFaults_EverythingWrong_NamesEveryKey()
    {
        EngineOptions options = new() { Precision = "int8", Device = "tpu", Threads = -1, MaxLiveSequences = 0 };

        Assert.Equal(
            [
                "Engine:Precision is \"int8\"; it must be auto, float32 or bfloat16.",
                "Engine:Device is \"tpu\"; it must be cpu, cuda, cuda:N or auto.",
                "Engine:Threads is -1; it must be 0 (measure) to 1024.",
                "Engine:MaxLiveSequences is 0; it must be 1 to 4096.",
            ],
            options.FindFaults());
    }

    [Fact]
    public void FindFaults_DeterministicInBFloat16_IsRefused()
    {
        Assert.Equal(
            ["Engine:Deterministic needs Engine:Precision float32 or auto, not bfloat16."],
            new EngineOptions { Deterministic = true, Precision = "bfloat16" }.FindFaults());
    }

    [Theory]
    [InlineData("cuda:1")]
    [InlineData("auto")]
    public void FindFaults_DeterministicOffTheCpu_IsRefused(string device)
    {
        Assert.Equal(
            [$"Engine:Deterministic needs Engine:Device cpu, not {device}."],
            new EngineOptions { Deterministic = true, Device = device }.FindFaults());
    }

    [Fact]
    public void Validate_Defaults_AreFine()
    {
        new EngineOptions().Validate();
    }
}
