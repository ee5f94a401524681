using MiniHF.Engine.Datasets;

namespace MiniHF.Workspace.Tests.Datasets;

public sealed class TextFileTests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Fact]
    public void Read_DocumentsBetweenMarks_AreTextsAsTheyStandAndEmptyOnesAreNone() => Assert.Equal(
        [new TextItem("One.\n"), new TextItem("\nTwo, \"zwei\", 二.")],
        Plain(_folder.Read("texts.txt", "One.\n<|endoftext|>\nTwo, \"zwei\", 二.<|endoftext|> \n")));

    [Fact]
    public void Read_PromptsBetweenMarks_ArePromptsWithoutTheSpaceAroundThem() => Assert.Equal(
        [new PromptItem("Once upon"), new PromptItem("A time")], Plain(_folder.Read("prompts.txt", "\nOnce upon\n<|endprompt|>\nA time\n<|endprompt|>\n")));

    [Fact]
    public void Read_NameWithoutAnyKnownEnding_IsText() => Assert.Equal([new TextItem("A tale.")], Plain(_folder.Read("tale", "A tale.")));

    [Fact]
    public void Read_ByteOrderMark_IsNoPartOfTheText() => Assert.Equal([new TextItem("A tale.")], Plain(_folder.Read("tale.txt", "\uFEFFA tale.")));

    [Fact]
    public void Read_WhatIsNotUtf8_SaysSo() => Assert.Equal(
        $"{_folder.PathOf("latin.txt")} is not UTF-8 text: save it as UTF-8.", _folder.Refused("latin.txt", [(byte)'c', (byte)'a', (byte)'f', 0xE9]));

    [Fact]
    public void Read_NoFile_SaysSo() => Assert.StartsWith(
        $"{_folder.PathOf("missing.txt")} cannot be read: ",
        Assert.Throws<MiniHF.Engine.UserFacingException>(() => DataFileReader.Read(new DataSource(_folder.PathOf("missing.txt")), CancellationToken.None)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1001)]
    public void Read_WeightThatIsNone_SaysWhatItMayBe(double weight) => Assert.EndsWith(
        "it must be above 0 and at most 1000.", _folder.Refused("texts.txt", "One."u8.ToArray(), weight), StringComparison.Ordinal);

    [Fact]
    public void Read_File_IsTakenUpToTheMostAndKeepsItsHash()
    {
        DataFile file = _folder.Read("texts.txt", "One.<|endoftext|>Two.<|endoftext|>Three."u8.ToArray(), most: 2);

        Assert.Equal([new TextItem("One."), new TextItem("Two.")], Plain(file));
        Assert.Equal((40L, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("One.<|endoftext|>Two.<|endoftext|>Three."u8))), (file.Bytes, file.Sha256));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<DataItem> Plain(DataFile file) => file.Items.Select(item => item with { EventIds = new TextItem("").EventIds });
}
