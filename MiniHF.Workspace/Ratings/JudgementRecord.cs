namespace MiniHF.Workspace.Ratings;

/// <summary>A judgement as a file holds it: all it takes to use it without the notebook. Names of members are a format; never rename.</summary>
/// <param name="Id">Of the judgement; of a thumb, the branch's and the person's ids.</param>
/// <param name="At">When it was first given; null for a thumb, which is kept without a time.</param>
/// <param name="Protocol">"thumb", "score", "pair", "ranking" or "comment".</param>
/// <param name="Verdict">In words: "up", "4 of 5", "A", "equal", "passed over", …</param>
/// <param name="Prompt">What the texts follow.</param>
/// <param name="Events">The events it follows from, in order; empty for a thumb.</param>
public sealed record JudgementRecord(
    string Id,
    DateTimeOffset? At,
    Guid Person,
    string Name,
    string Protocol,
    string Verdict,
    bool Blind,
    long? Seed,
    Guid? Asked,
    Guid Cell,
    string Prompt,
    IReadOnlyList<JudgedText> Texts,
    string? Comment,
    IReadOnlyList<Guid> Events)
{
    /// <summary>The id of the judgement it repeats with the sides swapped; null for a first one.</summary>
    public string? Repeats { get; init; }
}
