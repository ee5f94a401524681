using System.Text.Json;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>A state as the bytes of a snapshot.</summary>
internal static class NotebookJson
{
    public static byte[] Write(NotebookState state) => JsonSerializer.SerializeToUtf8Bytes(state, EventJson.Options);

    public static NotebookState Read(byte[] json) =>
        JsonSerializer.Deserialize<NotebookState>(json, EventJson.Options) ?? throw new JsonException("Null.");

    public static NotebookState Refold(IEnumerable<(NotebookEvent Happened, EventOrigin Origin)> history) =>
        history.Aggregate(NotebookState.Empty, (state, entry) => NotebookFold.Evolve(state, entry.Happened, entry.Origin));
}
