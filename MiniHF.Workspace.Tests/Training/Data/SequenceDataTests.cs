using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training.Data;

/// <summary>What becomes of several sources: their weights, what is held out, what small data is topped up with.</summary>
public sealed class SequenceDataTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    [Theory]
    [InlineData(1.0, 4)]
    [InlineData(2.0, 8)]
    [InlineData(0.5, 2)]
    [InlineData(1.25, 5)]
    public void Weighted_ByAnyWeight_GivesEachItemAsOftenAsThatSays(double weight, int count)
    {
        string[] taken = [.. SequenceData.Weighted(["a", "b", "c", "d"], weight, seed: 1)];

        Assert.Equal(count, taken.Length);
        Assert.All(taken.CountBy(item => item), item => Assert.InRange(item.Value, Math.Floor(weight), Math.Ceiling(weight)));
        Assert.Equal(taken, SequenceData.Weighted(["a", "b", "c", "d"], weight, seed: 1));
    }

    [Fact]
    public void Read_SourcesWithWeights_AreSeenThatOften()
    {
        DataSource often = new(_folder.Write("often.txt", "aaaa aaaa<|endoftext|>aaaa bbbb"), 3);
        DataSource once = new(_folder.Write("once.txt", "cccc cccc"));

        SequenceData data = Read(Job(often, once), topUp: 0);

        Assert.Equal((7, 6, 1), (data.Rows.Count, Count(data, 'a'), Count(data, 'c')));
        Assert.Equal([("train", 2, 3.0), ("train", 1, 1.0)], data.Manifest.Sources.Select(source => (source.Role, source.Items, source.Weight)));
    }

    [Fact]
    public void Read_LittleData_IsToppedUpToTheTokensAskedForAndNotBeyond()
    {
        DataSource own = new(_folder.Write("own.txt", "aaaa aaaa"));
        DataSource bulk = new(_folder.Write("bulk.txt", string.Join("<|endoftext|>", Enumerable.Repeat("cccc dddd eeee ffff", 50))));

        SequenceData data = Read(Job(own) with { TopUp = [bulk] }, topUp: 100);

        long tokens = data.Rows.Sum(row => row.Sum(sequence => (long)sequence.Ids.Length)) + data.HeldOut.Sum(row => row.Sum(sequence => (long)sequence.Ids.Length));
        Assert.Equal(100, tokens);
        DataManifestSource topped = data.Manifest.Sources[^1];
        Assert.Equal("top-up", topped.Role);
        Assert.InRange(topped.Items, 1, 49);
    }

    [Fact]
    public void Read_EnoughData_TakesNothingOfTheBulk()
    {
        DataSource own = new(_folder.Write("own.txt", "aaaa aaaa aaaa aaaa"));
        DataSource bulk = new(_folder.PathOf("is-never-read.txt"));

        SequenceData data = Read(Job(own) with { TopUp = [bulk] }, topUp: 4);

        Assert.Equal(["train"], data.Manifest.Sources.Select(source => source.Role));
    }

    [Fact]
    public void Read_WhatIsHeldOut_IsNeverLearntFrom()
    {
        SequenceData data = Read(Job(new DataSource(_folder.WriteTexts())), topUp: 0);

        Assert.NotEmpty(data.HeldOut);
        Assert.Empty(data.Rows.SelectMany(row => row).Select(sequence => string.Join(' ', sequence.Ids)).Intersect(
            data.HeldOut.SelectMany(row => row).Select(sequence => string.Join(' ', sequence.Ids))));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A text's characters are its tokens, and each text is a row.</summary>
    private static SequenceData Read(TrainingJob job, long topUp) => SequenceData.Read(
        job, "texts", item => [new TrainingSequence([.. ((TextItem)item).Text.Select(character => (int)character)])], items => [.. items], topUp, int.MaxValue, CancellationToken.None);

    private static int Count(SequenceData data, char first) => data.Rows.Count(row => row[0].Ids[0] == first);

    private TrainingJob Job(params DataSource[] sources) => _folder.Job(new GeneratorSftRecipe(), "") with { Data = sources };
}
