using System.Buffers.Binary;
using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What a rate cell asks.</summary>
/// <param name="SourceCell">The cell chosen, where the source is one cell, its searches or its evaluations; null for all.</param>
/// <param name="SourceBranch">The branch whose continuations are judged.</param>
/// <param name="Blind">Who or what wrote a text is not shown, nor what others made of it.</param>
/// <param name="OnlyUnrated">Leave out what somebody else has judged: two people then share the work.</param>
/// <param name="WithPeople">Ask about what people wrote too.</param>
/// <param name="GroupSize">How many texts are ranked at once.</param>
/// <param name="Question">In the words of whoever asks; empty for the usual ones.</param>
/// <param name="Seed">Of the order and the sides; null for one made of the cell's id.</param>
/// <param name="Again">How many of a hundred pairs each person is asked again later, with the sides swapped: what the place says is told from what the text says.</param>
public sealed record RateSettings(
    RateSourceKind Source,
    CellId? SourceCell,
    BranchId? SourceBranch,
    JudgementProtocol Protocol,
    bool Blind,
    bool OnlyUnrated,
    bool WithPeople,
    int GroupSize,
    string Question,
    long? Seed,
    int Again = 0) : CellSettings
{
    public const int MostAgain = 50;
    public const int LeastGroup = 3;
    public const int MostGroup = 9;
    private const int LongestQuestion = 200;

    public static RateSettings Default { get; } =
        new(RateSourceKind.Notebook, null, null, JudgementProtocol.Pair, Blind: true, OnlyUnrated: false, WithPeople: false, GroupSize: 4, "", null, Again: 10);

    /// <summary>The seed that is used, and recorded with each judgement.</summary>
    /// <param name="asks">The cell that asks; null where a page asks without one.</param>
    public long SeedFor(CellId? asks)
    {
        Span<byte> bytes = stackalloc byte[16];
        (asks?.Value ?? Guid.Empty).TryWriteBytes(bytes, bigEndian: true, out _);
        // The second half of an id is its random part.
        return Seed ?? BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) & long.MaxValue;
    }

    public override void Check()
    {
        if (Protocol is < JudgementProtocol.Thumb or > JudgementProtocol.Ranking)
        {
            throw new UserFacingException("Judge by thumb, by score, by pairs or by ranking.");
        }

        if (GroupSize is < LeastGroup or > MostGroup)
        {
            throw new UserFacingException($"{LeastGroup} to {MostGroup} texts can be ranked at once.");
        }

        if (Again is < 0 or > MostAgain)
        {
            throw new UserFacingException($"0 to {MostAgain} of a hundred pairs can be asked again.");
        }

        if (Question.Length > LongestQuestion)
        {
            throw new UserFacingException($"The question may have {LongestQuestion} characters. Say it shorter.");
        }
    }
}
