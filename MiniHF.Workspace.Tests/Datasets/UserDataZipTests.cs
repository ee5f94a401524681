using System.IO.Compression;
using System.Text;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;

namespace MiniHF.Workspace.Tests.Datasets;

public sealed class UserDataZipTests : IDisposable
{
    private const string Conversation =
        """{"responseDict": {"a": {"prompt": "Once", "text": " upon a time.", "rating": true, "evaluationPrompt": "Good? {prompt}{response}"}, "b": {"prompt": "Once", "text": "", "rating": true}, "c": {"prompt": "Once", "text": " x", "rating": null}}}""";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");

    [Fact]
    public void Read_UserData_GivesTextsAndRatedEntriesAndTellsWhatItLeftOut()
    {
        Write(
            ("notes/", null),
            ("notes/story.txt", "A story."u8.ToArray()),
            ("__MACOSX/notes/._story.txt", [0, 1, 2]),
            ("bad.txt", [0xC3, 0x28]),
            ("../escape.txt", "Out."u8.ToArray()),
            ("talk.json", Encoding.UTF8.GetBytes(Conversation)),
            ("other.bin", "{}"u8.ToArray()));

        DataFile file = DataFileReader.Read(new DataSource(_file), CancellationToken.None);

        Assert.Equal(
            [new TextItem("A story."), new RatedItem("Once", " upon a time.", true, "Good? {prompt}{response}"), new TextItem("Once")],
            file.Items.Select(item => item with { EventIds = file.Items[0].EventIds }));
        Assert.Equal(
            ["bad.txt: it is not UTF-8 text.", "../escape.txt: its path leads out of the archive.", "other.bin: neither a .txt nor a conversation saved by MiniHF."],
            file.Skipped);
    }

    [Fact]
    public void Read_ZipWithNothingInIt_SaysSo()
    {
        Write();

        UserFacingException fault = Assert.Throws<UserFacingException>(() => DataFileReader.Read(new DataSource(_file), CancellationToken.None));

        Assert.Equal($"{_file} holds nothing to learn from.", fault.Message);
    }

    [Fact]
    public void Read_EntryThatNothingIsRatedInOrThatIsEmpty_IsTold()
    {
        Write(("empty.txt", " \n"u8.ToArray()), ("calm.json", "{\"responseDict\": {\"a\": {\"prompt\": \"Once\", \"rating\": null}}}"u8.ToArray()), ("a/.DS_Store", [0]), ("story.TXT", "A story."u8.ToArray()));

        DataFile file = DataFileReader.Read(new DataSource(_file), CancellationToken.None);

        Assert.Single(file.Items);
        Assert.Equal(["empty.txt: it is empty.", "calm.json: nothing in it is rated."], file.Skipped);
    }

    [Theory]
    [InlineData("/etc/passwd.txt")]
    [InlineData("a/../../b.txt")]
    [InlineData("..\\b.txt")]
    public void Read_EntryWhosePathLeadsOut_IsLeftOutAndTold(string name)
    {
        Write((name, "Out."u8.ToArray()), ("story.txt", "A story."u8.ToArray()));

        DataFile file = DataFileReader.Read(new DataSource(_file), CancellationToken.None);

        Assert.Equal((1, $"{name}: its path leads out of the archive."), (file.Items.Count, Assert.Single(file.Skipped)));
    }

    [Fact]
    public void Read_WhatIsNoZip_SaysSo()
    {
        File.WriteAllText(_file, "This is no zip.");

        UserFacingException fault = Assert.Throws<UserFacingException>(() => DataFileReader.Read(new DataSource(_file), CancellationToken.None));

        Assert.Equal($"{_file} is no zip archive, or is cut short.", fault.Message);
    }

    [Fact]
    public void Read_EntryWithBrokenBytes_IsLeftOutAndTheOthersAreRead()
    {
        byte[] archive = DataFolder.Zip(("broken.txt", Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 2000)))), ("story.txt", "A story."u8.ToArray()));
        archive.AsSpan(60, 40).Fill(0xFF);
        File.WriteAllBytes(_file, archive);

        DataFile file = DataFileReader.Read(new DataSource(_file), CancellationToken.None);

        Assert.Equal("A story.", Assert.IsType<TextItem>(Assert.Single(file.Items)).Text);
        Assert.StartsWith("broken.txt: it ", Assert.Single(file.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EntryLargerThanItsLimit_IsRefusedWhileItIsUnpacked()
    {
        using MemoryStream large = new(new byte[4096]);
        using BoundedStream bounded = new(large, 1000, "bomb.zip");

        UserFacingException fault = Assert.Throws<UserFacingException>(() => bounded.CopyTo(Stream.Null));

        Assert.StartsWith("bomb.zip unpacks to more than", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private void Write(params (string Name, byte[]? Bytes)[] entries)
    {
        using ZipArchive archive = ZipFile.Open(_file, ZipArchiveMode.Create);
        foreach ((string name, byte[]? bytes) in entries)
        {
            using Stream stream = archive.CreateEntry(name).Open();
            stream.Write(bytes ?? []);
        }
    }
}
