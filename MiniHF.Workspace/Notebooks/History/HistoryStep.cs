using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>One event of a notebook as people speak of it.</summary>
/// <param name="Version">Its number in the notebook.</param>
/// <param name="By">Who did it; <see cref="PersonId.Workspace"/> for what a model or a server did.</param>
/// <param name="Words">What it was, to be read after the name: "pruned “The lamp…”".</param>
/// <param name="IsChange">False for a part of something longer and for what changes only who reads what: lists leave it out.</param>
public sealed record HistoryStep(long Version, DateTimeOffset At, PersonId By, StepKind Kind, string Words, bool IsChange)
{
    /// <summary>The branch a person wrote: who looks at this moment wants to see it, though its writer went to it only with the next event.</summary>
    public BranchId? Written { get; init; }

    /// <summary>Its place among the events of all notebooks and runs.</summary>
    public long Position { get; init; }

    /// <summary>The cell it happened in; null for the notebook as a whole.</summary>
    public CellId? Cell { get; init; }

    /// <summary>The branch to look at to see it.</summary>
    public BranchId? Branch { get; init; }

    /// <summary>Whom it was done to, where the words say "somebody".</summary>
    public PersonId? About { get; init; }

    /// <summary>The words with that person's name.</summary>
    public string Say(Func<PersonId, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(nameOf);
        return About is { } person ? Words.Replace("somebody", nameOf(person), StringComparison.Ordinal) : Words;
    }
}
