using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

public sealed class TensorErrorTests
{
    [Fact]
    public void MatMul_ShapesThatDoNotFit_ThrowsWithTheOperationAndTheReason()
    {
        using var a = zeros(2, 3);
        using var b = zeros(2, 3);

        var e = Assert.Throws<TorchException>(() => a.matmul(b));

        Assert.Equal("matmul", e.Operation);
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", e.Reason);
        Assert.Equal("torch.matmul: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", e.Message);
    }

    [Fact]
    public void Operator_ShapesThatDoNotFit_NamesTheOperation()
    {
        using var a = zeros(2);
        using var b = zeros(3);

        Assert.Equal("add", Assert.Throws<TorchException>(() => a + b).Operation);
        Assert.Equal("sub", Assert.Throws<TorchException>(() => a - b).Operation);
    }

    [Fact]
    public void Empty_MoreMemoryThanThereIs_ThrowsAndTheProcessGoesOn()
    {
        var e = Assert.Throws<TorchException>(() => empty([1L << 60]));

        Assert.Equal("empty", e.Operation);
        using var small = zeros(1);
        Assert.Equal(0, small.item<float>());
    }

    [Fact]
    public void Call_AfterAFailedOne_Succeeds()
    {
        using var a = zeros(2, 3);
        Assert.Throws<TorchException>(() => a.view(7));

        using var view = a.view(3, 2);

        Assert.Equal([3, 2], view.shape);
    }

    [Fact]
    public void Errors_OnTwoThreads_AreEachThreadsOwn()
    {
        var messages = new string[2];
        using var barrier = new Barrier(2);
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() =>
        {
            using var a = zeros(i + 2);
            for (var n = 0; n < 100; n++)
            {
                barrier.SignalAndWait();
                messages[i] = Assert.Throws<TorchException>(() => a.view(100 + i)).Reason;
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.Equal(["shape '[100]' is invalid for input of size 2", "shape '[101]' is invalid for input of size 3"], messages);
    }

    [Fact]
    public void Use_AfterDispose_SaysWhatToDo()
    {
        var a = zeros(2);
        a.Dispose();

        var e = Assert.Throws<ObjectDisposedException>(() => a.exp());

        Assert.Contains("MoveToOuterDisposeScope", e.Message, StringComparison.Ordinal);
        Assert.Equal("disposed tensor", a.ToString());
    }

    [Fact]
    public void Data_OfAnotherType_IsRefused()
    {
        using var a = zeros(2);
        using var t = zeros(2, 3).t();

        Assert.Equal("The tensor's elements are Float32, not Int64.", Assert.Throws<InvalidOperationException>(() => a.data<long>().Length).Message);
        Assert.Contains("contiguous()", Assert.Throws<InvalidOperationException>(() => t.data<float>().Length).Message, StringComparison.Ordinal);
    }
}
