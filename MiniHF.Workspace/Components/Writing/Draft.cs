namespace MiniHF.Workspace.Components.Writing;

/// <summary>Words the browser keeps until they are stored.</summary>
/// <param name="Branch">The branch they belong to; it need not exist yet.</param>
/// <param name="Parent">What that branch continues; null for a beginning.</param>
/// <param name="Text">All of the branch's text.</param>
/// <param name="Rewrite">The id of the branch beside it, should others already grow from it; null for words at the end of a path.</param>
public sealed record Draft(Guid Branch, Guid? Parent, string Text, Guid? Rewrite);
