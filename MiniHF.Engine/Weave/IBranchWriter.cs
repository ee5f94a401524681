namespace MiniHF.Engine.Weave;

/// <summary>Something that continues a node of a search.</summary>
public interface IBranchWriter
{
    /// <summary>Continuations of a node; fewer than asked for, or none, where there are no more.</summary>
    Task<IReadOnlyList<BranchText>> WriteAsync(WeaveSearch search, ExpandNode step, CancellationToken ct);
}
