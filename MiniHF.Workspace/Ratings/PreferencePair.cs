namespace MiniHF.Workspace.Ratings;

/// <summary>Two texts that could follow the same one, of which one was preferred.</summary>
/// <param name="Prompt">What both follow.</param>
/// <param name="Strength">How clearly: thumbs of difference, decayed continuations of difference, or logits of difference; 1.5 for an edit.</param>
/// <param name="Events">The events it follows from, in order.</param>
public sealed record PreferencePair(string Prompt, string Chosen, string Rejected, PreferenceReason Reason, double Strength, IReadOnlyList<Guid> Events)
{
    /// <summary>The reason in words.</summary>
    public string Why => Reason switch
    {
        PreferenceReason.Judged => "compared side by side",
        PreferenceReason.Edited => "written over the other",
        PreferenceReason.Thumbs => FormattableString.Invariant($"thumbs differ by {Strength:0}"),
        PreferenceReason.Continued => FormattableString.Invariant($"continued more, by {Strength:0.##}"),
        _ => FormattableString.Invariant($"scored higher in a search, by {Strength:0.#} logits"),
    };
}
