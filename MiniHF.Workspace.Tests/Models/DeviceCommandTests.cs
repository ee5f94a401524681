using System.CommandLine;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>A device named on the command line.</summary>
public sealed class DeviceCommandTests
{
    [Theory]
    [InlineData("generate", "--prompt", "x")]
    [InlineData("score", "--prompt", "x")]
    [InlineData("weave", "--prompt", "x")]
    [InlineData("bench", "generate")]
    public async Task AnyVerb_DeviceThatIsNotThere_IsOneClearLine(params string[] arguments)
    {
        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => RunAsync([.. arguments, "--device", "cuda:7"]));

        Assert.StartsWith("Engine:Device is cuda:7, and ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_NoDevice_IsRefusedWithTheOnesThereAre()
    {
        using StringWriter errors = new();

        int code = await RunAsync(["generate", "--prompt", "x", "--device", "tpu"], errors);

        Assert.Equal(1, code);
        Assert.Contains("--device is tpu; it must be cpu, cuda, cuda:N or auto.", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Automatic_RunsWhereverItCan()
    {
        Assert.Equal(0, await RunAsync(["generate", "--prompt", "x", "-n", "1", "--tokens", "2", "--device", "auto"]));
    }

    private static Task<int> RunAsync(string[] arguments, TextWriter? errors = null)
    {
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, Output = TextWriter.Null, Error = errors ?? TextWriter.Null };
        return MiniHFCommandLine.CreateRoot().Parse(arguments).InvokeAsync(configuration);
    }
}
