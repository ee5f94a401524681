using System.Text;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Datasets.Xz;

namespace MiniHF.Workspace.Tests.Datasets;

public sealed class CompressedFileTests : IDisposable
{
    /// <summary>"One.&lt;|endoftext|&gt;Two.", packed by xz 5.4.</summary>
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jMAQAUT25lLjx8ZW5kb2Z0ZXh0fD5Ud28uAAAAANIr5Nt3gsg0AAEtFS8LcW0ftvN9AQAAAAAEWVo=";

    private readonly DataFolder _folder = new();

    [Fact]
    public void Read_Gzip_IsReadByTheNameWithin() => Assert.Equal(
        [new ExampleItem("a", "b")], Plain(_folder.Read("items.jsonl.gz", DataFolder.Gzip("{\"inputs\": \"a\", \"targets\": \"b\"}\n"u8.ToArray()))));

    [Fact]
    public void Read_Xz_IsReadByTheNameWithin() =>
        Assert.Equal([new TextItem("One."), new TextItem("Two.")], Plain(_folder.Read("texts.txt.XZ", Convert.FromBase64String(Xz))));

    [Fact]
    public void Read_GzipFilesOneAfterAnother_AreOne() => Assert.Equal(
        [new TextItem("One."), new TextItem("Two.Three.")],
        Plain(_folder.Read("texts.txt.gz", [.. DataFolder.Gzip("One.<|endoftext|>Two."u8.ToArray()), .. DataFolder.Gzip("Three."u8.ToArray())])));

    [Fact]
    public void Read_LargeGzip_IsTheSame()
    {
        string text = string.Join(' ', Enumerable.Range(0, 60_000));

        Assert.Equal([new TextItem(text)], Plain(_folder.Read("text.txt.gz", DataFolder.Gzip(Encoding.UTF8.GetBytes(text)))));
    }

    [Fact]
    public void Read_XzFilesOneAfterAnother_AreOne() => Assert.Equal(
        [new TextItem("One."), new TextItem("Two.One."), new TextItem("Two.")],
        Plain(_folder.Read("texts.txt.xz", [.. Convert.FromBase64String(Xz), .. Convert.FromBase64String(Xz)])));

    [Fact]
    public void Read_XzByteByByte_IsTheSame()
    {
        using XzStream stream = new(new MemoryStream(Convert.FromBase64String(Xz)));
        List<byte> bytes = [];
        for (int read = stream.ReadByte(); read >= 0; read = stream.ReadByte())
        {
            bytes.Add((byte)read);
        }

        Assert.Equal("One.<|endoftext|>Two.", Encoding.UTF8.GetString([.. bytes]));
    }

    [Theory]
    [InlineData("texts.txt.gz")]
    [InlineData("texts.txt.xz")]
    public void Read_OtherBytesUnderThatName_SaysThatItCannotBeRead(string name) =>
        Assert.StartsWith($"{_folder.PathOf(name)} cannot be read: ", _folder.Refused(name, "no such thing, but long enough"u8.ToArray()), StringComparison.Ordinal);

    [Theory]
    [InlineData("texts.txt.gz")]
    [InlineData("texts.txt.xz")]
    public void Read_FileCutShort_IsNotTakenForWhole(string name)
    {
        byte[] whole = name.EndsWith(".xz", StringComparison.Ordinal) ? Convert.FromBase64String(Xz) : DataFolder.Gzip(Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 5000))));

        Assert.StartsWith($"{_folder.PathOf(name)} cannot be read: ", _folder.Refused(name, whole[..(whole.Length / 2)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("texts.txt.bz2")]
    [InlineData("texts.txt.zst")]
    [InlineData("texts.7z")]
    public void Read_PackingThatIsUnknown_SaysWhatToUse(string name) => Assert.Equal(
        $"{_folder.PathOf(name)} is compressed in a way that cannot be read here: unpack it, or use .gz or .xz.", _folder.Refused(name, "BZh9"u8.ToArray()));

    [Fact]
    public void Read_SmallFileThatUnpacksToMoreThanIsRead_IsRefusedWhileItIsUnpacked()
    {
        using BoundedStream bounded = new(new System.IO.Compression.GZipStream(new MemoryStream(DataFolder.Gzip(new byte[4 << 20])), System.IO.Compression.CompressionMode.Decompress), 1 << 20, "bomb.gz");

        UserFacingException fault = Assert.Throws<UserFacingException>(() => bounded.CopyTo(Stream.Null));

        Assert.Equal("bomb.gz unpacks to more than 1 MiB: it is broken, or made to harm; split it if it is neither.", fault.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<DataItem> Plain(DataFile file) => file.Items.Select(item => item with { EventIds = new TextItem("").EventIds });
}
