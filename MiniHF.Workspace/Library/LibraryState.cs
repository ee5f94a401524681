using System.Collections.Immutable;

namespace MiniHF.Workspace.Library;

/// <summary>What people added and did not remove again.</summary>
internal sealed record LibraryState(ImmutableList<ModelAdded> Models, ImmutableList<AdapterAdded> Adapters)
{
    public static LibraryState Empty { get; } = new([], []);
}
