using System.Text.Json.Serialization;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>What a text field is for, as the browser is told.</summary>
/// <param name="Branch">The branch typed in; it need not exist yet.</param>
/// <param name="Parent">What that branch continues; null for a beginning.</param>
/// <param name="Revision">The revision of its text; -1 where it does not exist yet.</param>
/// <param name="Text">The text at that revision.</param>
public sealed record TypingTarget(
    [property: JsonPropertyName("branch")] Guid Branch,
    [property: JsonPropertyName("parent")] Guid? Parent,
    [property: JsonPropertyName("revision")] int Revision,
    [property: JsonPropertyName("text")] string Text);
