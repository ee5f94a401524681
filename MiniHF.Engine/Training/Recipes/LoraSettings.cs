namespace MiniHF.Engine.Training;

/// <summary>The shape of the adapter that a run tunes (LoRA, Hu et al. 2021): W x + (α/r) B A x, of which A and B are tuned.</summary>
/// <param name="Rank">Rows of A.</param>
/// <param name="Alpha">Scale of what is added, relative to the rank.</param>
/// <param name="Dropout">Share of A's inputs left out while training.</param>
/// <param name="Targets">Layers to adapt, by the last part of their names; empty for every projection of the blocks.</param>
public sealed record LoraSettings(int Rank = 8, double Alpha = 8, double Dropout = 0, IReadOnlyList<string>? Targets = null)
{
    /// <summary>Stands for the family's head in <see cref="Targets"/>, whatever the checkpoint calls it.</summary>
    public const string Head = "lm_head";

    /// <summary>Stands for every projection of the blocks in <see cref="Targets"/>, whatever the checkpoint calls them.</summary>
    public const string Blocks = "all-linear";

    public IReadOnlyList<string> Targets { get; init; } = Targets ?? [];

    internal IEnumerable<string> FindFaults()
    {
        if (Rank is < 1 or > 1024)
        {
            yield return RecipeFaults.Range(nameof(Rank), Rank, "1 to 1024");
        }

        if (!double.IsFinite(Alpha) || Alpha <= 0)
        {
            yield return RecipeFaults.Range(nameof(Alpha), Alpha, "above 0");
        }

        if (Dropout is not (>= 0 and < 1))
        {
            yield return RecipeFaults.Range(nameof(Dropout), Dropout, "0 to below 1");
        }
    }
}
