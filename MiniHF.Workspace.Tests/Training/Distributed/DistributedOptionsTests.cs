using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Commands;

namespace MiniHF.Workspace.Tests.Training.Distributed;

public sealed class DistributedOptionsTests
{
    private static readonly Dictionary<string, string> s_whole = new(StringComparer.Ordinal)
    {
        ["RANK"] = "1",
        ["WORLD_SIZE"] = "4",
        ["MASTER_ADDR"] = "gpu-1",
        ["MASTER_PORT"] = "29500",
    };

    [Fact]
    public void Read_WhatTorchrunSets_IsThePlaceInTheRun() =>
        Assert.Equal(new DistributedOptions(1, 4, "gpu-1", 29500), DistributedOptions.Read(s_whole.GetValueOrDefault));

    [Theory]
    [InlineData("RANK", "4", "RANK is \"4\"; it must be a number from 0 to 3.")]
    [InlineData("WORLD_SIZE", "none", "WORLD_SIZE is \"none\"; it must be a number from 1 to 2147483647.")]
    [InlineData("MASTER_PORT", "70000", "MASTER_PORT is \"70000\"; it must be a number from 1 to 65535.")]
    [InlineData("MASTER_ADDR", "", "--distributed needs MASTER_ADDR in the environment: start every process with RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT, as torchrun does, or use --processes on one machine.")]
    public void Read_WhatIsMissingOrWrong_IsNamed(string variable, string value, string message)
    {
        Dictionary<string, string> environment = new(s_whole) { [variable] = value };

        Assert.Equal(message, Assert.Throws<UserFacingException>(() => DistributedOptions.Read(environment.GetValueOrDefault)).Message);
    }

    [Fact]
    public void Arguments_WithoutTheOptionThatStartsOthers_AreTheRest() => Assert.Equal(
        ["pretrain", "--dataset", "a", "--steps", "3"],
        LocalProcesses.WithoutOption(["pretrain", "--processes", "2", "--dataset", "a", "--processes=3", "--steps", "3"]));
}
