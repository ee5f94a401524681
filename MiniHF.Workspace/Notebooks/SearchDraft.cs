using System.Collections.Immutable;

namespace MiniHF.Workspace.Notebooks;

/// <summary>Continuations a search is writing, before they are judged and stored.</summary>
/// <param name="Parent">The node they continue.</param>
/// <param name="Texts">As far as they are written.</param>
public sealed record SearchDraft(int Parent, ImmutableArray<string> Texts);
