using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MiniHF.Workspace.Tests.Commands;

/// <summary>The command line as a shell sees it: what is printed, and with which exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-").FullName;

    [Fact]
    public async Task Generate_SameSeedTwice_GivesTheSameFourDifferentTexts()
    {
        string[] arguments = ["generate", "--prompt", "Once upon a time", "-n", "4", "--tokens", "24", "--seed", "1", "--json"];

        string[] first = TextsOf(await ApplicationProcess.RunAsync(arguments));
        string[] second = TextsOf(await ApplicationProcess.RunAsync(arguments));

        Assert.Equal(4, first.Distinct(StringComparer.Ordinal).Count());
        Assert.All(first, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Generate_EmptyPrompt_IsOneLine() =>
        (await ApplicationProcess.RunAsync("generate", "--prompt", "")).AssertRefused("prompt");

    [Fact]
    public async Task Generate_PromptLongerThanTheContext_IsOneLineWithBothLengths()
    {
        string file = Path.Combine(_folder, "long.txt");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("It rained. ", 2000)));

        (await ApplicationProcess.RunAsync("generate", "--prompt", $"@{file}")).AssertRefused("the model's context is 1,024");
    }

    [Fact]
    public async Task Generate_MissingModel_NamesIt()
    {
        string missing = Path.Combine(_folder, "none");

        (await ApplicationProcess.RunAsync("generate", "--prompt", "x", "--model", missing)).AssertRefused(missing);
    }

    [Fact]
    public async Task Generate_ModelWithBrokenJson_NamesTheFile()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "config.json"), "{ \"model_type\": ");

        (await ApplicationProcess.RunAsync("generate", "--prompt", "x", "--model", _folder)).AssertRefused(Path.Combine(_folder, "config.json"));
    }

    [Fact]
    public async Task Serve_PortInUse_NamesTheAddress()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        (await ApplicationProcess.RunAsync("serve", "--urls", $"http://127.0.0.1:{port}", "--data", _folder)).AssertRefused(string.Create(CultureInfo.InvariantCulture, $"Port {port} is in use"));
    }

    [Fact]
    public async Task Serve_WrongConnectionString_SaysWhatIsWrong()
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Postgres"] = "Host=127.0.0.1;Port=1;Username=nobody;Password=secret;Database=none;Timeout=2",
        };

        ApplicationProcess refused = await ApplicationProcess.RunAsync(environment, "serve", "--urls", "http://127.0.0.1:0", "--data", _folder);

        refused.AssertRefused("127.0.0.1");
        Assert.DoesNotContain("secret", refused.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BenchEvents_Json_IsOneObject()
    {
        ApplicationProcess bench = await ApplicationProcess.RunAsync("bench", "events", "--json", "--seconds", "0.1");

        Assert.Equal(0, bench.ExitCode);
        Assert.True(JsonSerializer.Deserialize<JsonElement>(bench.Output).GetProperty("rates").GetArrayLength() > 0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] TextsOf(ApplicationProcess generated)
    {
        Assert.Equal(0, generated.ExitCode);
        return [.. JsonSerializer.Deserialize<JsonElement>(generated.Output).GetProperty("continuations").EnumerateArray().Select(one => one.GetProperty("text").GetString() ?? "")];
    }
}
