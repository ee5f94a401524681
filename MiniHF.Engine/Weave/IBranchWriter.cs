using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Weave;

/// <summary>Something that continues a node of a search.</summary>
public interface IBranchWriter
{
    /// <summary>What everything it wrote took of the model; nothing where that is not known.</summary>
    RequestCost Cost => default;

    /// <summary>Continuations of a node; fewer than asked for, or none, where there are no more.</summary>
    Task<IReadOnlyList<BranchText>> WriteAsync(WeaveSearch search, ExpandNode step, CancellationToken ct);
}
