using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library;

/// <summary>What people added, one stream for the workspace.</summary>
internal static class LibraryStream
{
    /// <summary>Alias of the aggregate; frozen.</summary>
    public const string Type = "library";

    /// <summary>Frozen too.</summary>
    public static Guid Id { get; } = new("6d6f6465-6c73-8000-8000-6c6962726172");

    public static Fold<LibraryState> Fold { get; } = new("library", 3, LibraryState.Empty, (state, stored) => Evolve(state, stored.Data));

    private static LibraryState Evolve(LibraryState state, object happened) => happened switch
    {
        ModelAdded added => state with { Models = state.Models.RemoveAll(model => model.Name == added.Name).Add(added) },
        AdapterAdded added => state with { Adapters = state.Adapters.RemoveAll(adapter => adapter.Name == added.Name).Add(added) },
        AdapterRemoved removed => state with { Adapters = state.Adapters.RemoveAll(adapter => adapter.Name == removed.Name) },
        _ => state,
    };
}
