using System.CommandLine;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Workspace.Commands;

namespace MiniHF.Workspace.Tests.Tokenization;

public sealed class TokenizeCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Json_Text_IsOneObjectWithIdsCountAndText()
    {
        Assert.Equal(
            """{"ids":[81,1777,554,260,582],"count":5,"decoded":"Once upon a time"}""",
            await RunAsync("tokenize", "Once upon a time", "--json"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Json_NameOfSpecialToken_IsTextUnlessAllowed(bool allow)
    {
        string[] options = allow ? ["--allow-special"] : [];
        JsonElement actual = JsonSerializer.Deserialize<JsonElement>(await RunAsync(["tokenize", " <|endoftext|>", "--json", .. options]));

        Assert.Equal(" <|endoftext|>", actual.GetProperty("decoded").GetString());
        Assert.Equal(allow, actual.GetProperty("ids").EnumerateArray().Any(id => id.GetInt32() == 0));
    }

    [Fact]
    public async Task File_OfLines_PrintsAnObjectEach()
    {
        await File.WriteAllTextAsync(_file, "{\"text\":\"a b\"}\n\n{\"text\":\"c\"}\n");

        Assert.Equal(
            """
            {"ids":[99,271],"count":2,"decoded":"a b"}
            {"ids":[101],"count":1,"decoded":"c"}
            """,
            await RunAsync("tokenize", "--jsonl", _file));
    }

    [Fact]
    public async Task File_LineWithoutText_NamesTheLine()
    {
        await File.WriteAllTextAsync(_file, "{\"text\":\"a\"}\n{\"prompt\":\"b\"}\n");

        UserFacingException refused = await Assert.ThrowsAsync<UserFacingException>(() => RunAsync("tokenize", "--jsonl", _file));

        Assert.Equal($"{_file}, line 2: not an object with a \"text\" string.", refused.Message);
    }

    [Fact]
    public async Task AtFile_IsReadAsText()
    {
        await File.WriteAllTextAsync(_file, "Once upon a time");

        Assert.Equal(0, await MiniHFCommandLine.RunAsync(["tokenize", "@" + _file]));
    }

    public void Dispose() => File.Delete(_file);

    private static async Task<string> RunAsync(params string[] args)
    {
        StringWriter output = new();
        await MiniHFCommandLine.CreateRoot().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString().TrimEnd().ReplaceLineEndings("\n");
    }
}
