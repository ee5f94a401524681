using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Torch;

public sealed class DisposeScopeTests
{
    [Fact]
    public void Scope_AtItsEnd_LeavesNoTensorOfTheThreadAlive()
    {
        OnItsOwnThread(() =>
        {
            using (NewDisposeScope())
            {
                var a = ones(4, 4);
                var b = (a.matmul(a) + 1).softmax(-1);
                using (no_grad())
                {
                    _ = b.split(2);
                }

                Assert.Equal(6, DisposeScopeManager.ThreadLiveTensorCount);
            }

            Assert.Equal(0, DisposeScopeManager.ThreadLiveTensorCount);
        });
    }

    [Fact]
    public void MoveToOuter_FromAnInnerScope_LivesUntilTheOuterEnds()
    {
        OnItsOwnThread(() =>
        {
            Tensor kept;
            using (NewDisposeScope())
            {
                using (var inner = NewDisposeScope())
                {
                    kept = inner.MoveToOuter(ones(2) + 1);
                }

                Assert.Equal(1, DisposeScopeManager.ThreadLiveTensorCount);
                Assert.Equal(4, kept.sum().item<float>());
            }

            Assert.True(kept.IsInvalid);
            Assert.Equal(0, DisposeScopeManager.ThreadLiveTensorCount);
        });
    }

    [Fact]
    public void Detach_FromAScope_LivesUntilDisposed()
    {
        OnItsOwnThread(() =>
        {
            Tensor kept;
            using (var scope = NewDisposeScope())
            {
                kept = scope.Detach(ones(2));
            }

            Assert.Equal(1, DisposeScopeManager.ThreadLiveTensorCount);
            kept.Dispose();
            Assert.Equal(0, DisposeScopeManager.ThreadLiveTensorCount);
        });
    }

    [Fact]
    public void DisposeEverythingBut_Some_KeepsThoseAlone()
    {
        OnItsOwnThread(() =>
        {
            using var scope = NewDisposeScope();
            var tensors = Enumerable.Range(0, 5).Select(i => full([], i)).ToArray();

            scope.DisposeEverythingBut(tensors[1], tensors[4]);

            Assert.Equal([true, false, true, true, false], tensors.Select(t => t.IsInvalid));
            Assert.Equal(2, scope.DisposablesCount);
        });
    }

    [Fact]
    public void Dispose_OfTensorsWithinAScope_TakesThemOutInAnyOrder()
    {
        OnItsOwnThread(() =>
        {
            using var scope = NewDisposeScope();
            var tensors = Enumerable.Range(0, 4).Select(i => full([], i)).ToArray();

            tensors[0].Dispose();
            tensors[2].Dispose();
            tensors[2].Dispose();

            Assert.Equal(2, scope.DisposablesCount);
            Assert.Equal([1f, 3f], new[] { tensors[1].item<float>(), tensors[3].item<float>() });
        });
    }

    [Fact]
    public void Scopes_OfTwoThreads_DoNotSeeEachOther()
    {
        OnItsOwnThread(() =>
        {
            using var scope = NewDisposeScope();
            var mine = ones(1);
            OnItsOwnThread(() =>
            {
                using (NewDisposeScope())
                {
                    _ = mine + 1;
                    Assert.Equal(1, DisposeScopeManager.ThreadLiveTensorCount);
                }

                Assert.Equal(0, DisposeScopeManager.ThreadLiveTensorCount);
            });

            Assert.False(mine.IsInvalid);
            Assert.Equal(1, scope.DisposablesCount);
        });
    }

    [Fact]
    public void Tensor_DisposedOnAnotherThread_IsCountedWhereItWasMade()
    {
        OnItsOwnThread(() =>
        {
            using var scope = NewDisposeScope();
            var tensor = ones(1);

            OnItsOwnThread(tensor.Dispose);

            Assert.True(tensor.IsInvalid);
            Assert.Equal(0, DisposeScopeManager.ThreadLiveTensorCount);
        });
    }

    [Fact]
    public void Scope_ClosedBeforeAnInnerOne_IsRefused()
    {
        OnItsOwnThread(() =>
        {
            var outer = NewDisposeScope();
            using (NewDisposeScope())
            {
                Assert.Throws<InvalidOperationException>(outer.Dispose);
            }

            outer.Dispose();
        });
    }

    [Fact]
    public void FailedCall_InAScope_LeavesNothingBehind()
    {
        OnItsOwnThread(() =>
        {
            using (NewDisposeScope())
            {
                var a = ones(2, 3);
                Assert.Throws<TorchException>(() => cat([a, ones(7)]));
            }

            Assert.Equal(0, DisposeScopeManager.ThreadLiveTensorCount);
        });
    }

    private static void OnItsOwnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException(failure.ToString(), failure);
        }
    }
}
