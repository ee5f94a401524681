namespace MiniHF.Engine.Weave.Replay;

/// <summary>One call for continuations, in the order they were made.</summary>
/// <param name="Op">Always <c>expand</c>.</param>
/// <param name="Branch">The whole text that was continued, prompt included.</param>
/// <param name="N">How many texts were written.</param>
public sealed record WeaveExpansionJson(string Op, string Branch, int N);
