namespace MiniHF.Workspace.Notebooks.Commands;

/// <summary>Says what a person makes of the texts they are shown.</summary>
/// <param name="Text">The write cell the texts are in.</param>
/// <param name="Shown">In the order they are shown: of a pair the one on the left first.</param>
/// <param name="Values">
/// One number for each text shown; empty to pass it over, and for a comment. Thumb: 1 or -1. Score: 1 to 5. Pair and ranking: the
/// place, 1 the best, the same number for equals, 0 for a text that is not placed.
/// </param>
/// <param name="Asked">The rate cell that asks; null elsewhere.</param>
/// <param name="Repeats">The person's own judgement of the same two texts, which they are asked again with the sides swapped.</param>
public sealed record GiveJudgement(
    JudgementId Judgement,
    CellId Text,
    JudgementProtocol Protocol,
    IReadOnlyList<BranchId> Shown,
    IReadOnlyList<int> Values,
    bool Blind,
    long Seed,
    CellId? Asked,
    string? Comment,
    JudgementId? Repeats = null) : NotebookCommand;

/// <summary>Says otherwise.</summary>
public sealed record ReviseJudgement(JudgementId Judgement, IReadOnlyList<int> Values, string? Comment) : NotebookCommand;

/// <summary>Takes a judgement back, or stands by it again.</summary>
public sealed record RetractJudgement(JudgementId Judgement, bool Retracted = true) : NotebookCommand;
