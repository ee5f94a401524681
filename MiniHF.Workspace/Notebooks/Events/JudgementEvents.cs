using System.Text.Json.Serialization;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>A person was shown texts of a write cell and said what they made of them, or that they would rather not say.</summary>
/// <param name="Text">The write cell.</param>
/// <param name="Protocol">How they were asked. A thumb that was given is a <see cref="BranchRated"/>; here it is only passed over.</param>
/// <param name="Shown">In the order they were shown: of a pair the one on the left first.</param>
/// <param name="Values">
/// One number for each text shown; empty where they passed it over, and for a comment. Score: 1 to 5. Pair and ranking: the place,
/// 1 the best, the same number for equals, 0 for a text that was not placed.
/// </param>
/// <param name="Blind">They were not shown who or what wrote the texts.</param>
/// <param name="Seed">Of the order the texts were shown in.</param>
/// <param name="Asked">The rate cell that asked; null elsewhere.</param>
/// <param name="Comment">Why, in their own words.</param>
/// <param name="Repeats">Their own judgement of the same two texts, shown the other way round before; null for a first one.</param>
public sealed record JudgementGiven(
    JudgementId Judgement,
    CellId Text,
    JudgementProtocol Protocol,
    IReadOnlyList<BranchId> Shown,
    IReadOnlyList<int> Values,
    bool Blind,
    long Seed,
    CellId? Asked,
    string? Comment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JudgementId? Repeats = null) : NotebookEvent;

/// <summary>They thought again about the same texts, shown in the same order.</summary>
public sealed record JudgementRevised(JudgementId Judgement, IReadOnlyList<int> Values, string? Comment) : NotebookEvent;

/// <summary>They took a judgement back, or stand by it again. It is kept, and counts no more.</summary>
public sealed record JudgementRetracted(JudgementId Judgement, bool Retracted) : NotebookEvent;
