using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>Rows of tokens to learn, rows to measure on, and where they came from.</summary>
internal sealed record SequenceData(
    IReadOnlyList<TrainingSequence[]> Rows, IReadOnlyList<TrainingSequence[]> HeldOut, DataManifest Manifest)
{
    /// <summary>Share of the rows that is kept for measuring, where the job names nothing for it.</summary>
    private const double HeldOutShare = 0.02;

    /// <summary>With fewer rows than this all are learnt from.</summary>
    private const int LeastToSplit = 20;

    /// <summary>Most rows that are measured on.</summary>
    private const int MostHeldOut = 256;

    /// <summary>Reads the files of a job and makes rows of them.</summary>
    /// <param name="wanted">What the recipe has a use for, in words.</param>
    /// <param name="encode">An item as tokens, a pair as two; nothing where the recipe has no use for it.</param>
    /// <param name="pack">Tokens as rows.</param>
    /// <param name="limit">Most items to take.</param>
    /// <exception cref="UserFacingException">There is nothing to learn from.</exception>
    public static SequenceData Read(
        TrainingJob job,
        string wanted,
        Func<DataItem, TrainingSequence[]> encode,
        Func<IEnumerable<TrainingSequence[]>, IReadOnlyList<TrainingSequence[]>> pack,
        long topUpTokens,
        int limit,
        CancellationToken ct)
    {
        if (job.Data.Count == 0)
        {
            throw new UserFacingException("There is nothing to learn from: name at least one file.");
        }

        List<DataManifestSource> sources = [];
        List<(TrainingSequence[][] Items, double Weight)> read = [];
        foreach (DataSource source in job.Data)
        {
            DataFile file = DataFileReader.Read(source, ct);
            TrainingSequence[][] encoded = Encode(file, encode, ct);
            sources.Add(file.ToManifest("train") with { Items = encoded.Length });
            read.Add((encoded, source.Weight));
        }

        int total = read.Sum(part => part.Items.Length);
        if (total == 0)
        {
            throw new UserFacingException($"The recipe {job.Recipe.Name} finds nothing to learn from in {string.Join(", ", job.Data.Select(source => source.Path))}: it learns from {wanted}.");
        }

        long tokens = read.Sum(part => part.Items.Sum(CountTokens));
        read.Add(([.. TopUp(job, encode, topUpTokens - tokens, sources, ct)], 1));

        // A row is of one source, so that it can be weighted, or held out, whole.
        long seed = job.Recipe.Seed;
        (TrainingSequence[][] Rows, double Weight)[] packed =
            [.. read.Select(part => ((TrainingSequence[][])[.. pack(Sample(part.Items, limit / (double)total, seed))], part.Weight))];
        TrainingSequence[][] heldOut = job.HeldOut.Count > 0
            ? Thinned(pack(job.HeldOut.SelectMany(source => HeldOutOf(source, encode, sources, ct))))
            : Choose([.. packed.SelectMany(part => part.Rows)], seed);
        HashSet<TrainingSequence[]> measured = [.. heldOut];
        TrainingSequence[][] rows = [.. packed.SelectMany(part => Weighted([.. part.Rows.Where(row => !measured.Contains(row))], part.Weight, seed))];
        string[] events = [.. rows.SelectMany(row => row).SelectMany(sequence => sequence.EventIds).Distinct(StringComparer.Ordinal)];
        DataManifest manifest = new(
            sources, rows.Sum(row => row.Length), rows.Sum(CountTokens), heldOut.Sum(row => row.Length), events);
        return new SequenceData(rows, heldOut, manifest);
    }

    /// <summary>A share of the items in a random order; all of them for a share of 1 or more.</summary>
    private static IEnumerable<TrainingSequence[]> Sample(TrainingSequence[][] items, double share, long seed) =>
        DataOrder.Shuffled(items.Length, seed, 1).Take(share >= 1 ? items.Length : (int)Math.Ceiling(share * items.Length)).Select(index => items[index]);

    private static long CountTokens(TrainingSequence[] sequences) => sequences.Sum(sequence => (long)sequence.Ids.Length);

    /// <summary>Each item as often as its weight says; what is left over of a weight is drawn for.</summary>
    internal static IEnumerable<T> Weighted<T>(IReadOnlyList<T> items, double weight, long seed)
    {
        int whole = (int)weight;
        int extra = (int)Math.Round((weight - whole) * items.Count, MidpointRounding.AwayFromZero);
        HashSet<int> drawn = [.. DataOrder.Shuffled(items.Count, seed, 2).Take(extra)];
        return items.SelectMany((item, index) => Enumerable.Repeat(item, whole + (drawn.Contains(index) ? 1 : 0)));
    }

    private static TrainingSequence[][] Encode(DataFile file, Func<DataItem, TrainingSequence[]> encode, CancellationToken ct)
    {
        List<TrainingSequence[]> encoded = [];
        foreach (DataItem item in file.Items)
        {
            ct.ThrowIfCancellationRequested();
            TrainingSequence[] sequences = encode(item);
            if (sequences.Length > 0 && sequences.All(sequence => sequence.TargetCount > 0))
            {
                encoded.Add(sequences);
            }
        }

        return [.. encoded];
    }

    private static IEnumerable<TrainingSequence[]> TopUp(
        TrainingJob job, Func<DataItem, TrainingSequence[]> encode, long missing, List<DataManifestSource> sources, CancellationToken ct)
    {
        foreach (DataSource source in job.TopUp)
        {
            if (missing <= 0)
            {
                yield break;
            }

            DataFile file = DataFileReader.Read(source, ct);
            int taken = 0;
            foreach (int index in DataOrder.Shuffled(file.Items.Count, job.Recipe.Seed, 3))
            {
                if (missing <= 0)
                {
                    break;
                }

                TrainingSequence[] sequences = encode(file.Items[index]);
                if (sequences is [{ TargetCount: > 0 } sequence])
                {
                    TrainingSequence cut = sequence.Ids.Length > missing && missing > 1 ? sequence with { Ids = sequence.Ids[..(int)missing] } : sequence;
                    missing -= cut.Ids.Length;
                    taken++;
                    yield return [cut];
                }
            }

            sources.Add(file.ToManifest("top-up") with { Items = taken });
        }
    }

    private static TrainingSequence[][] HeldOutOf(
        DataSource source, Func<DataItem, TrainingSequence[]> encode, List<DataManifestSource> sources, CancellationToken ct)
    {
        DataFile file = DataFileReader.Read(source, ct);
        TrainingSequence[][] encoded = Encode(file, encode, ct);
        sources.Add(file.ToManifest("held-out") with { Items = encoded.Length });
        return encoded;
    }

    private static TrainingSequence[][] Choose(TrainingSequence[][] rows, long seed)
    {
        int count = rows.Length < LeastToSplit ? 0 : Math.Clamp((int)(rows.Length * HeldOutShare), 1, MostHeldOut);
        return [.. DataOrder.Shuffled(rows.Length, seed, 4).Take(count).Select(index => rows[index])];
    }

    private static TrainingSequence[][] Thinned(IReadOnlyList<TrainingSequence[]> rows)
    {
        int stride = Math.Max(1, (rows.Count + MostHeldOut - 1) / MostHeldOut);
        return [.. rows.Where((_, index) => index % stride == 0)];
    }
}
