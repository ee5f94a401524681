using System.Collections.Immutable;
using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library;

/// <summary>What people added, one stream for the workspace.</summary>
internal static class LibraryStream
{
    /// <summary>Alias of the aggregate; frozen.</summary>
    public const string Type = "library";

    /// <summary>Frozen too.</summary>
    public static Guid Id { get; } = new("6d6f6465-6c73-8000-8000-6c6962726172");

    public static Fold<ImmutableList<ModelAdded>> Fold { get; } = new("library", 1, [], Evolve);

    private static ImmutableList<ModelAdded> Evolve(ImmutableList<ModelAdded> models, StoredEvent stored) =>
        stored.Data is ModelAdded added ? models.RemoveAll(model => model.Name == added.Name).Add(added) : models;
}
