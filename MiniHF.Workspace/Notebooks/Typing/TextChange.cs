using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>
/// What somebody did to a text: kept, dropped and put characters, from its beginning on; what follows the last step stays as it is.
/// Changes made at the same time on the same text are brought together by operational transformation: C. A. Ellis and S. J. Gibbs,
/// "Concurrency Control in Groupware Systems", SIGMOD 1989; in the form where a server puts all changes into one order, D. A. Nichols
/// et al., "High-Latency, Low-Bandwidth Windowing in the Jupiter Collaboration System", UIST 1995.
/// </summary>
public sealed class TextChange : IEquatable<TextChange>
{
    [JsonConstructor]
    public TextChange(ImmutableArray<TextStep> steps) => Steps = steps.IsDefault ? [] : steps;

    /// <summary>Changes nothing.</summary>
    public static TextChange None { get; } = new([]);

    /// <summary>In the order of their places. Each drops or puts something.</summary>
    public ImmutableArray<TextStep> Steps { get; }

    [JsonIgnore]
    public bool IsNone => Steps.IsEmpty;

    /// <summary>How long a text must be for the change to be made on it.</summary>
    [JsonIgnore]
    public int Reach => Steps.Sum(step => step.Keep + step.Drop.Length);

    /// <summary>All that it puts, joined.</summary>
    [JsonIgnore]
    public string Puts => string.Concat(Steps.Select(step => step.Put));

    /// <summary>Takes the change back.</summary>
    [JsonIgnore]
    public TextChange Inverse => new([.. Steps.Select(step => new TextStep(step.Keep, step.Put, step.Drop))]);

    /// <summary>The one step that makes <paramref name="after"/> of <paramref name="before"/>.</summary>
    public static TextChange Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        int head = before.AsSpan().CommonPrefixLength(after);
        head -= head > 0 && char.IsHighSurrogate(before[head - 1]) ? 1 : 0;
        int most = Math.Min(before.Length, after.Length) - head;
        int tail = 0;
        while (tail < most && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        tail -= tail > 0 && char.IsLowSurrogate(before[^tail]) ? 1 : 0;
        TextChangeBuilder change = new();
        change.Keep(head);
        change.Put(after[head..^tail]);
        change.Drop(before[head..^tail]);
        return change.Build();
    }

    /// <summary>Whether it was made on this text, as far as one can tell.</summary>
    public bool Fits(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = 0;
        foreach (TextStep step in Steps)
        {
            at += step.Keep;
            if (step.Keep < 0 || at > text.Length || !text.AsSpan(at).StartsWith(step.Drop, StringComparison.Ordinal))
            {
                return false;
            }

            at += step.Drop.Length;
        }

        return true;
    }

    /// <summary>The text after the change.</summary>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder after = new(text.Length + Steps.Sum(step => step.Put.Length));
        int at = 0;
        foreach (TextStep step in Steps)
        {
            after.Append(text, at, step.Keep).Append(step.Put);
            at += step.Keep + step.Drop.Length;
        }

        return after.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Both changes as one: this, then the other.</summary>
    public TextChange Then(TextChange next)
    {
        ArgumentNullException.ThrowIfNull(next);
        TextChangeReader first = new(this);
        TextChangeReader second = new(next);
        TextChangeBuilder both = new();
        while (!first.IsAtEnd || !second.IsAtEnd)
        {
            // Put first, then drop: whatever else is put where the text was dropped stands behind both, one after the other or at once.
            if (second.Kind == TextPart.Put)
            {
                both.Put(second.Take(second.Length));
            }
            else if (first.Kind == TextPart.Drop)
            {
                both.Drop(first.Take(first.Length));
            }
            else
            {
                int length = Math.Min(first.Length, second.Length);
                bool kept = second.Kind == TextPart.Keep;
                bool was = first.Kind == TextPart.Keep;
                string made = first.Take(length);
                string taken = second.Take(length);
                if (was && kept)
                {
                    both.Keep(length);
                }
                else if (was)
                {
                    both.Drop(taken);
                }
                else if (kept)
                {
                    both.Put(made);
                }
            }
        }

        return both.Build();
    }

    /// <summary>
    /// The two changes, made on the same text, as they are after the other: <c>this.Then(result.Theirs)</c> and
    /// <c>theirs.Then(result.Mine)</c> give the same text. Nothing that either puts is lost, and what both drop is dropped once.
    /// </summary>
    /// <param name="theirs">The change that came first: where both put something at one place, theirs stands before mine.</param>
    public (TextChange Mine, TextChange Theirs) Across(TextChange theirs)
    {
        ArgumentNullException.ThrowIfNull(theirs);
        TextChangeReader mine = new(this);
        TextChangeReader other = new(theirs);
        TextChangeBuilder mineAfter = new();
        TextChangeBuilder theirsAfter = new();
        while (!mine.IsAtEnd || !other.IsAtEnd)
        {
            if (other.Kind == TextPart.Put)
            {
                mineAfter.Keep(other.Length);
                theirsAfter.Put(other.Take(other.Length));
            }
            else if (mine.Kind == TextPart.Put)
            {
                theirsAfter.Keep(mine.Length);
                mineAfter.Put(mine.Take(mine.Length));
            }
            else
            {
                int length = Math.Min(mine.Length, other.Length);
                (TextPart my, TextPart its) = (mine.Kind, other.Kind);
                string dropped = mine.Take(length);
                string theirDropped = other.Take(length);
                if (my == TextPart.Keep && its == TextPart.Keep)
                {
                    mineAfter.Keep(length);
                    theirsAfter.Keep(length);
                }
                else if (its == TextPart.Keep)
                {
                    mineAfter.Drop(dropped);
                }
                else if (my == TextPart.Keep)
                {
                    theirsAfter.Drop(theirDropped);
                }
            }
        }

        return (mineAfter.Build(), theirsAfter.Build());
    }

    /// <summary>Whether both replace some of the same words by others, so that no text could mean what both meant.</summary>
    public bool Contradicts(TextChange theirs)
    {
        ArgumentNullException.ThrowIfNull(theirs);
        (int From, int To)[] other = [.. Replaced(theirs)];
        return Replaced(this).Any(mine => other.Any(one => Math.Max(mine.From, one.From) < Math.Min(mine.To, one.To)));
    }

    public bool Equals(TextChange? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as TextChange);

    public override int GetHashCode() => Steps.Length == 0 ? 0 : HashCode.Combine(Steps.Length, Steps[0], Steps[^1]);

    public override string ToString() => string.Concat(Steps.Select(step => $"={step.Keep}{(step.Drop.Length > 0 ? $"-'{step.Drop}'" : "")}{(step.Put.Length > 0 ? $"+'{step.Put}'" : "")} "));

    /// <summary>Where a text stood that was dropped for another; steps side by side are one.</summary>
    private static IEnumerable<(int From, int To)> Replaced(TextChange change)
    {
        (int from, int at, bool put) = (0, 0, false);
        foreach (TextStep step in change.Steps)
        {
            if (step.Keep > 0)
            {
                if (put && at > from)
                {
                    yield return (from, at);
                }

                at += step.Keep;
                (from, put) = (at, false);
            }

            at += step.Drop.Length;
            put |= step.Put.Length > 0;
        }

        if (put && at > from)
        {
            yield return (from, at);
        }
    }
}
