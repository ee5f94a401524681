using System.Collections.Immutable;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>What a browser is told.</summary>
/// <param name="Stored">Whether the change is an event now: the browser may forget it.</param>
/// <param name="Problem">Why it is not, in words for the person.</param>
/// <param name="Branch">Where the words are now: the branch they were typed in, or the one beside it they became.</param>
/// <param name="Revision">The newest revision of that branch; -1 where there is none.</param>
/// <param name="Change">What makes that revision of the text the browser showed when it asked.</param>
/// <param name="Text">The whole text instead, where the server does not know the text the browser showed.</param>
public sealed record TypingAnswer(bool Stored, string? Problem, Guid Branch, int Revision, ImmutableArray<TextStep> Change, string? Text);
