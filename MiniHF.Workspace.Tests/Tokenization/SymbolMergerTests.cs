using MiniHF.Engine.Tokenization.Bpe;

namespace MiniHF.Workspace.Tests.Tokenization;

public sealed class SymbolMergerTests
{
    [Fact]
    public void Merge_LongRuns_HeapGivesWhatTheScanGives()
    {
        Random random = new(5);
        Merge[] merges = [.. Enumerable.Range(0, 60).Select(rank => new Merge(random.Next(4 + (rank / 2)), random.Next(4 + (rank / 2)), 4 + rank))];
        MergeTable table = new([.. merges.DistinctBy(merge => (merge.Left, merge.Right))]);
        for (int round = 0; round < 2000; round++)
        {
            int[] symbols = [.. Enumerable.Range(0, random.Next(2, 65)).Select(_ => random.Next(4))];
            int[] scanned = [.. symbols];
            int[] heaped = [.. symbols];

            int scannedCount = SymbolMerger.Merge(table, scanned);
            int heapedCount = SymbolMerger.MergeByHeap(table, heaped);

            Assert.Equal(scanned[..scannedCount], heaped[..heapedCount]);
        }
    }
}
