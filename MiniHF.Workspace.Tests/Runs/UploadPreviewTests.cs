using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>What the form says of an uploaded file before a run begins.</summary>
public sealed class UploadPreviewTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-uploads-").FullName;

    [Theory]
    [InlineData("texts.txt", "One day.", "sft-generator", 1, null)]
    [InlineData("texts.txt", "One day.", "sft-evaluator", 0, "texts.txt has 1 item, which is not of use here. This needs judged texts: a zip of rated conversations, or lines of JSON with \"inputs\" and \"targets\" (Yes or No).")]
    [InlineData("texts.txt", "One day.", "dpo-generator", 0, "texts.txt has 1 item, which is not of use here. This needs pairs: lines of JSON with \"prompt\", \"chosen\" and \"rejected\".")]
    [InlineData("texts.txt", "One day.", "rlaif-generator", 1, null)]
    [InlineData("pairs.jsonl", "{\"prompt\": \"A\", \"chosen\": \" b\", \"rejected\": \" c\"}\n{\"prompt\": \"A\", \"chosen\": \" b\", \"rejected\": \" b\"}", "dpo-generator", 1, null)]
    [InlineData("blank.txt", "  \n", "sft-generator", 0, "blank.txt holds nothing to learn from. This needs texts: a zip of text files or conversations, plain text, or lines of JSON with \"text\".")]
    public async Task File_IsCountedAsTheRecipeWouldLearnFromIt(string name, string content, string recipe, int items, string? problem)
    {
        RunSourcePreview preview = await PreviewAsync(name, Encoding.UTF8.GetBytes(content), Recipe(recipe));

        Assert.Equal((name, items, problem), (preview.Name, preview.Items, preview.Problem));
    }

    [Fact]
    public async Task Zip_WithoutAnything_SaysWhatWouldBeOfUse()
    {
        RunSourcePreview preview = await PreviewAsync("mine.zip", Zip(), Recipe("sft-generator"));

        Assert.Equal("mine.zip holds nothing to learn from. This needs texts: a zip of text files or conversations, plain text, or lines of JSON with \"text\".", preview.Problem);
    }

    [Fact]
    public async Task Zip_WithAnEntryThatIsLeftOut_SaysWhich()
    {
        RunSourcePreview preview = await PreviewAsync("mine.zip", Zip(("good.txt", "It rained."u8.ToArray()), ("bad.txt", [0x41, 0xff, 0x42])), Recipe("sft-generator"));

        Assert.Equal((1, (string?)null), (preview.Items, preview.Problem));
        Assert.Contains("bad.txt", preview.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsGone_SaysSo()
    {
        UploadPreviews previews = new(Uploads());

        UserFacingException fault = await Assert.ThrowsAsync<UserFacingException>(() => previews.OfAsync(new UploadSource("gone.txt", new string('a', 64)), Recipe("sft-generator"), CancellationToken.None));

        Assert.Equal("gone.txt is not among the uploaded files of this server: upload it again.", fault.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TrainingRecipe Recipe(string name) => name switch
    {
        "sft-evaluator" => new EvaluatorSftRecipe(),
        "dpo-generator" => new DpoRecipe(),
        "rlaif-generator" => new RlaifRecipe { Constitution = "" },
        _ => new GeneratorSftRecipe(),
    };

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private RunUploads Uploads() => new(_folder, Options.Create(new RunOptions()));

    private async Task<RunSourcePreview> PreviewAsync(string name, byte[] content, TrainingRecipe recipe)
    {
        RunUploads uploads = Uploads();
        using MemoryStream stream = new(content);
        return await new UploadPreviews(uploads).OfAsync(await uploads.AddAsync(name, stream, CancellationToken.None), recipe, CancellationToken.None);
    }
}
