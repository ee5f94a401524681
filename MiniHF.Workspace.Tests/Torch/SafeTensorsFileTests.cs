using System.Buffers.Binary;
using System.Text;
using MiniHF.Engine;
using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-safetensors-").FullName;

    public static TheoryData<string, string> Malformed => new()
    {
        { "not json", "the header is not valid JSON" },
        { "[1]", "the header is not a JSON object" },
        { """{"a":1}""", "tensor 'a': its description is not a JSON object" },
        { """{"a":{"shape":[1],"data_offsets":[0,8]}}""", "tensor 'a': it has no dtype" },
        { """{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,8]}}""", "tensor 'a': its dtype 'F8' is not one of F64, F32" },
        { """{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "tensor 'a': it has no shape" },
        { """{"a":{"dtype":"F32","shape":[2]}}""", "tensor 'a': it has no data_offsets" },
        { """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "tensor 'a': its shape holds -2" },
        { """{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "tensor 'a': its shape holds 2.5" },
        { """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "tensor 'a': its shape holds \"2\"" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "tensor 'a': its data_offsets are not a begin and an end" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "tensor 'a': its data_offsets are not a begin and an end" },
        { """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "tensor 'a': its data ends at 16, past the file's 8 bytes of data" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "tensor 'a': its shape [3] of F32 needs 12 bytes, but it is given 8" },
        { """{"a":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,8]}}""", "tensor 'a': its shape [9223372036854775807, 9] is impossibly large" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[3],"data_offsets":[2,8]}}""", "tensor 'b': its data overlaps another tensor's" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "tensor 'a': 4 bytes before its data belong to no tensor" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes at the end belong to no tensor" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "tensor 'a': the name occurs twice" },
        { """{"__metadata__":1,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__ is not a JSON object" },
        { """{"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__ 'k' is not a string" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_ThenOpen_GivesTheSameTensorsAndTexts()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "model.safetensors");
        ScalarType[] types = [float32, float16, bfloat16, int64, int32, int8, uint8, @bool];
        var tensors = types.ToDictionary(t => $"t.{t}", t => (randn(3, 5) * 3).to(t));
        tensors["scalar"] = tensor(4f);
        tensors["empty"] = zeros(0, 3);
        tensors["transposed"] = randn(4, 2).t();

        SafeTensorsFile.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt", ["é\""] = "ü" });

        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), file.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(tensors, t => Assert.True(t.Value.equal(file.Tensor(t.Key)) && t.Value.dtype == file.Tensor(t.Key).dtype, t.Key));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["é\""] = "ü" }, file.Metadata.ToDictionary());
        Assert.Equal(["model.safetensors"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Tensor_OfAFile_OutlivesItAndNeverWritesToIt()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "one.safetensors");
        SafeTensorsFile.Write(path, new Dictionary<string, Tensor> { ["w"] = tensor([1f, 2]) });
        var before = File.ReadAllBytes(path);
        Tensor w;
        using (var file = SafeTensorsFile.Open(path))
        {
            w = file.Tensor("w");
        }

        w.mul_(10);

        Assert.Equal([10, 20], w.data<float>().ToArray());
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Tensor_NotAlignedToItsType_IsReadAllTheSame()
    {
        using var scope = NewDisposeScope();
        var path = Raw("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"F32","shape":[1],"data_offsets":[3,7]}}""", [1, 2, 3, 0, 0, 128, 63]);

        using var file = SafeTensorsFile.Open(path);

        Assert.Equal(1, file.Tensor("b").item<float>());
        Assert.Equal([1, 2, 3], file.Tensor("a").data<byte>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Open_MalformedHeader_NamesFileTensorAndReason(string header, string reason)
    {
        var path = Raw(header, new byte[8]);

        var e = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path));

        Assert.StartsWith($"{path}: {reason}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.IsAssignableFrom<UserFacingException>(e);
    }

    [Fact]
    public void Open_FileCutShort_SaysSo()
    {
        var path = Path.Combine(_folder, "cut.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Contains("it has 3 bytes", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path)).Message, StringComparison.Ordinal);

        File.WriteAllBytes(path, []);
        Assert.Contains("it has 0 bytes", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path)).Message, StringComparison.Ordinal);

        File.WriteAllBytes(path, [255, 255, 255, 255, 255, 255, 255, 255, 1]);
        Assert.Contains("the header claims 18446744073709551615 bytes", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HeaderNotUtf8_SaysSo()
    {
        var path = Path.Combine(_folder, "bytes.safetensors");
        File.WriteAllBytes(path, [2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0x28]);

        Assert.Equal($"{path}: the header is not UTF-8.", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path)).Message);
    }

    [Fact]
    public void Open_NoFile_SaysSo()
    {
        var missing = Path.Combine(_folder, "missing.safetensors");

        Assert.Equal($"{missing}: there is no such file.", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(missing)).Message);
        Assert.Equal($"{_folder}: it is a folder, not a file.", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(_folder)).Message);
    }

    [Fact]
    public void Tensor_NotInTheFile_IsNamed()
    {
        using var file = SafeTensorsFile.Open(Raw("{}", []));

        Assert.EndsWith("tensor 'w': the file has no tensor of this name.", Assert.Throws<SafeTensorsException>(() => file.Tensor("w")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ToAFolderThatIsNotThere_SaysWhy()
    {
        using var w = ones(1);
        var path = Path.Combine(_folder, "no", "where.safetensors");

        var e = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Write(path, new Dictionary<string, Tensor> { ["w"] = w }));

        Assert.StartsWith($"{path}: it cannot be written (", e.Message, StringComparison.Ordinal);
    }

    private string Raw(string header, byte[] data)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.safetensors");
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. data]);
        return path;
    }
}
