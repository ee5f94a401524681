namespace MiniHF.Workspace.Ratings;

/// <summary>A text as it was judged.</summary>
/// <param name="Position">Where it was shown, from 1: of a pair 1 was A, on the left or above.</param>
/// <param name="Value">Thumb 1 or -1; score 1 to 5; place from 1, the same for equals; null where it was passed over or not placed.</param>
/// <param name="Source">"person", "model", "weave" or "rewrite".</param>
/// <param name="Text">As it stands now.</param>
public sealed record JudgedText(Guid Branch, int Position, int? Value, string Source, string Text);
