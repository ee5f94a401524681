using System.CommandLine;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>A model held to another implementation's numbers on the command line.</summary>
public sealed class ReferenceCommandTests : IDisposable
{
    private static readonly ExpectedModelOutput s_expected = ExpectedModelOutput.Read(TestModels.TinyLlama);

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Reference_OfTheSameModel_Agrees()
    {
        JsonElement report = await RunAsync(s_expected);

        Assert.Equal(
            ("cpu", s_expected.Ids.Length, s_expected.Greedy.Length, s_expected.Greedy.Length),
            (report.GetProperty("device").GetString(), report.GetProperty("positions").GetInt32(),
                report.GetProperty("greedyAlike").GetInt32(), report.GetProperty("greedyTokens").GetInt32()));
        Assert.InRange(report.GetProperty("logSumExpDifference").GetDouble(), 0, 1e-3);
        Assert.InRange(report.GetProperty("logitDifference").GetDouble(), 0, 1e-3);
    }

    [Fact]
    public async Task Reference_WithAnotherScore_IsAFailure()
    {
        float[] logits = [.. s_expected.LastLogits];
        logits[3] += 0.01f;

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => RunAsync(s_expected with { LastLogits = logits }));

        Assert.StartsWith("tiny-llama on cpu differs from the reference by more than 0.001", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_ThatIsNone_IsNamed()
    {
        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => RunAsync(new { Ids = Array.Empty<int>() }));

        Assert.StartsWith($"{_file} lacks ids", error.Message, StringComparison.Ordinal);
    }

    private async Task<JsonElement> RunAsync(object reference)
    {
        await File.WriteAllTextAsync(_file, JsonSerializer.Serialize(reference, JsonSerializerOptions.Web));
        using StringWriter output = new();
        string[] arguments = ["bench", "reference", "--model", TestModels.TinyLlama, "--reference", _file, "--json"];
        int code = await MiniHFCommandLine.CreateRoot().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output });
        Assert.Equal(0, code);
        return JsonSerializer.Deserialize<JsonElement>(output.ToString());
    }
}
