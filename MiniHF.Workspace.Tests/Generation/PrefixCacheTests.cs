using MiniHF.Engine.Generation;
using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class PrefixCacheTests
{
    private static readonly HostKeyValueStore s_store = new(new KeyValueLayout(Layers: 2, Heads: 1, HeadSize: 4, float32));

    /// <summary>Of one token in all layers.</summary>
    private const int TokenBytes = 2 * 2 * 4 * sizeof(float);

    [Fact]
    public void Fork_TextThatPartsInTheMiddle_SeesWhatTheyShare()
    {
        using PrefixCache cache = new(1 << 20);
        Keep(cache, 1, 2, 3, 4, 5);

        using KeyValuePath? fork = cache.Fork("", [1, 2, 3, 9, 9]);

        Assert.Equal((3, 3), (fork!.Length, fork.VisibleLength(0)));
    }

    [Fact]
    public void Fork_TheWholeTextIsThere_LeavesItsLastTokenToCompute()
    {
        using PrefixCache cache = new(1 << 20);
        Keep(cache, 1, 2, 3);

        using KeyValuePath? fork = cache.Fork("", [1, 2, 3]);

        Assert.Equal(2, fork!.Length);
    }

    [Fact]
    public void Fork_SameTextUnderAnotherKey_IsNull()
    {
        using PrefixCache cache = new(1 << 20);
        Keep(cache, 1, 2, 3);
        using KeyValuePath path = Path(3);

        Assert.Null(cache.Fork("adapter", [1, 2, 3]));
        cache.Keep("adapter", [1, 2, 3], path);

        Assert.Equal((2, 2, 0, 6 * TokenBytes), (cache.Match("", [1, 2, 3]), cache.Match("adapter", [1, 2, 3]), cache.Match("other", [1, 2, 3]), cache.Bytes));
    }

    [Fact]
    public void Fork_NothingInCommon_IsNull()
    {
        using PrefixCache cache = new(1 << 20);
        Keep(cache, 1, 2, 3);

        Assert.Null(cache.Fork("", [2, 2, 3]));
        Assert.Null(cache.Fork("", [1]));
    }

    [Fact]
    public void Keep_TextsThatShareASegment_CountItOnce()
    {
        using PrefixCache cache = new(1 << 20);
        using KeyValuePath path = Path(10);
        cache.Keep("", [.. Enumerable.Range(0, 10)], path);
        using KeyValuePath fork = path.Fork(5);
        Grow(fork, 2);

        cache.Keep("", [0, 1, 2, 3, 4, 77, 78], fork);

        Assert.Equal(12 * TokenBytes, cache.Bytes);
    }

    [Fact]
    public void Keep_BeginningOfAKeptText_TakesNothing()
    {
        using PrefixCache cache = new(1 << 20);
        Keep(cache, 1, 2, 3, 4);
        long bytes = cache.Bytes;

        Keep(cache, 1, 2);

        Assert.Equal(bytes, cache.Bytes);
    }

    [Fact]
    public void Keep_MoreThanTheBudget_ForgetsWhatWasNotUsedForLongest()
    {
        using PrefixCache cache = new(8 * TokenBytes);
        Keep(cache, 1, 1, 1, 1);
        Keep(cache, 2, 2, 2, 2);
        cache.Fork("", [1, 1, 1, 1])?.Dispose();

        Keep(cache, 3, 3, 3, 3);

        Assert.Equal((3, 0, 3), (cache.Match("", [1, 1, 1, 1]), cache.Match("", [2, 2, 2, 2]), cache.Match("", [3, 3, 3, 3])));
    }

    [Fact]
    public void Keep_NoBudget_KeepsNothing()
    {
        using PrefixCache cache = new(0);

        Keep(cache, 1, 2, 3);

        Assert.Equal((0L, 0), (cache.Bytes, cache.Match("", [1, 2, 3])));
    }

    [Fact]
    public void Fork_ManyTextsThatPartAtManyPlaces_FindsTheLongestBeginning()
    {
        using PrefixCache cache = new(1 << 20);
        int[][] texts =
        [
            [1, 2, 3, 4, 5, 6], [1, 2, 3, 7], [1, 2, 8, 9], [1, 2, 3, 4, 5, 9, 9], [4, 4], [1, 2, 3, 4, 5, 6, 7, 8],
        ];
        foreach (int[] text in texts)
        {
            Keep(cache, text);
        }

        Assert.Equal(5, cache.Count);
        Assert.Equal(
            (7, 3, 5, 3, 2, 1, 0),
            (cache.Match("", [1, 2, 3, 4, 5, 6, 7, 9]), cache.Match("", [1, 2, 3, 8, 9]), cache.Match("", [1, 2, 3, 4, 5, 8, 8, 8]),
                cache.Match("", [1, 2, 8, 8]), cache.Match("", [1, 2, 9]), cache.Match("", [4, 5]), cache.Match("", [9, 9])));
    }

    [Fact]
    public void Match_RandomTextsKeptAndForgotten_IsWhatASearchThroughAllOfThemFinds()
    {
        Random random = new(7);
        using PrefixCache cache = new(60 * TokenBytes);
        List<int[]> kept = [];
        for (int round = 0; round < 400; round++)
        {
            int[] text = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3))];
            Keep(cache, text);
            kept.Add(text);

            int[] asked = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3))];
            int most = kept.Max(known => Math.Min(known.AsSpan().CommonPrefixLength(asked), asked.Length - 1));
            using KeyValuePath? fork = cache.Fork("", asked);

            // What was forgotten may be missing, but nothing is there that was never kept, and both questions agree.
            Assert.InRange(cache.Match("", asked), 0, most);
            Assert.Equal(fork?.Length ?? 0, cache.Match("", asked));
            Assert.InRange(cache.Bytes, 0, cache.Budget);
            Assert.Equal(text.Length - 1, cache.Match("", text));
        }
    }

    [Fact]
    public void Keep_ForkForgotten_LeavesTheOtherTextWhole()
    {
        using PrefixCache cache = new(12 * TokenBytes);
        Keep(cache, 1, 2, 3, 4);
        Keep(cache, 1, 2, 7, 8);
        cache.Fork("", [1, 2, 3, 4])?.Dispose();

        Keep(cache, 5, 5, 5, 5, 5, 5, 5, 5);

        Assert.Equal((2, 3, 2), (cache.Count, cache.Match("", [1, 2, 3, 4]), cache.Match("", [1, 2, 7, 8])));
    }

    [Fact]
    public void Dispose_AfterSharingAndForgetting_LeavesNoTensor()
    {
        long left = -1;

        // On a thread of its own: what other tests left behind is none of its.
        Thread thread = new(() =>
        {
            using (PrefixCache cache = new(8 * TokenBytes))
            {
                for (int i = 0; i < 20; i++)
                {
                    Keep(cache, i, i + 1, i + 2, i + 3);
                    Keep(cache, i, i + 1, 99, 98);
                }
            }

            left = DisposeScopeManager.ThreadLiveTensorCount;
        });
        thread.Start();
        thread.Join();

        Assert.Equal(0, left);
    }

    private static void Keep(PrefixCache cache, params int[] ids)
    {
        using KeyValuePath path = Path(ids.Length);
        cache.Keep("", ids, path);
    }

    private static KeyValuePath Path(int length)
    {
        KeyValuePath path = new(s_store);
        Grow(path, length);
        return path;
    }

    private static void Grow(KeyValuePath path, int count)
    {
        // A segment of exactly this size: forks have none of their own yet.
        while (path.Segments.Skip(path.FirstOwned).Sum(segment => segment.Capacity) < count)
        {
            path.Reserve(count, count);
        }

        path.Advance(count);
    }
}
