using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>What a person made of texts they were shown, as it stands.</summary>
/// <param name="At">When they first said so.</param>
/// <param name="Text">The write cell the texts are in.</param>
/// <param name="Shown">In the order they were shown: of a pair the one on the left first.</param>
/// <param name="Values">One number for each text shown; empty where they passed it over, and for a comment. See <see cref="Events.JudgementGiven"/>.</param>
/// <param name="Seed">Of the order.</param>
/// <param name="Asked">The rate cell that asked.</param>
/// <param name="Retracted">They took it back: it no longer counts.</param>
/// <param name="Given">The event that gave it.</param>
/// <param name="Said">The newest event that says what it is: the same one, a revision, a retraction, or an undo of these.</param>
public sealed record Judgement(
    JudgementId Id,
    PersonId By,
    DateTimeOffset At,
    CellId Text,
    JudgementProtocol Protocol,
    ImmutableArray<BranchId> Shown,
    ImmutableArray<int> Values,
    bool Blind,
    long Seed,
    CellId? Asked,
    string? Comment,
    bool Retracted,
    Guid Given,
    Guid Said)
{
    /// <summary>The same person's judgement of the same two texts, shown the other way round before; null for a first one.</summary>
    public JudgementId? Repeats { get; init; }

    /// <summary>It says something of the texts and was not taken back: what is learnt from.</summary>
    [JsonIgnore]
    public bool Counts => !Retracted && !Values.IsEmpty;

    /// <summary>They were asked and would not say.</summary>
    [JsonIgnore]
    public bool IsSkipped => Values.IsEmpty && Protocol != JudgementProtocol.Comment;

    /// <summary>
    /// Which of two texts it puts first, where it compares: 1 for <paramref name="one"/>, -1 for <paramref name="other"/>, 0 for equals; null
    /// where it does not tell.
    /// </summary>
    public int? Compare(BranchId one, BranchId other)
    {
        int first = PlaceOf(one);
        int second = PlaceOf(other);
        return Protocol is JudgementProtocol.Pair or JudgementProtocol.Ranking && first > 0 && second > 0 ? Math.Sign(second - first) : null;
    }

    private int PlaceOf(BranchId branch)
    {
        int at = Shown.IndexOf(branch);
        return at >= 0 && at < Values.Length ? Values[at] : 0;
    }
}
