using System.Collections.Immutable;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>What a browser asks: store this change if there is one, and tell what else happened to the branch's text.</summary>
/// <param name="Journal">The journal of the page that asks, or of an earlier page of the same person.</param>
/// <param name="Id">The id of the change; the event's id is made of it. Empty where nothing is to be stored.</param>
/// <param name="Number">The change's place in the journal; 0 where nothing is to be stored.</param>
/// <param name="Revision">The revision of the branch's text that the browser knows; -1 for a branch it has just thought of.</param>
/// <param name="Change">What was typed; null to ask only.</param>
public sealed record TypingRequest(
    Guid Journal,
    Guid Id,
    long Number,
    Guid Branch,
    Guid? Parent,
    Guid Sibling,
    int Revision,
    ImmutableArray<TextStep>? Change);
