using System.Globalization;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Ratings;
using MiniHF.Workspace.Ratings.Statistics;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>What is asked and what came of it, in plain words.</summary>
public static class RatingWords
{
    public static string NameOf(JudgementProtocol protocol) => protocol switch
    {
        JudgementProtocol.Thumb => "Thumb",
        JudgementProtocol.Score => "1 – 5",
        JudgementProtocol.Pair => "A or B",
        JudgementProtocol.Ranking => "Ranking",
        _ => "Comment",
    };

    public static string TitleOf(RateSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"Rate · {NameOf(settings.Protocol)}";
    }

    public static string QuestionOf(RateSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Question.Trim() is { Length: > 0 } own ? own : UsualQuestion(settings.Protocol);
    }

    public static string UsualQuestion(JudgementProtocol protocol) => protocol switch
    {
        JudgementProtocol.Thumb => "Is this a good way on?",
        JudgementProtocol.Score => "How good is this way on?",
        JudgementProtocol.Pair => "Which reads better?",
        _ => "Put them in order, the best first.",
    };

    /// <summary>"12 of 40".</summary>
    public static string Progress(RatingQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return $"{Words.Number((long)queue.Done)} of {Words.Number((long)queue.Items.Count)}";
    }

    /// <summary>The same in a sentence, with what others did.</summary>
    public static string ProgressOfAll(RatingQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return $"You judged {Progress(queue)} and passed over {Words.Number((long)queue.Skipped)}; {Words.Number((long)queue.JudgedByAnybody)} were judged by somebody.";
    }

    /// <summary>How far along a person is, as a style.</summary>
    public static string WidthOf(RatingQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue.Items.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"width: {100.0 * queue.Done / queue.Items.Count:0.##}%") : "width: 0";
    }

    /// <summary>The end of a text, which is what one needs to judge how it goes on.</summary>
    public static string EndOf(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= length)
        {
            return text;
        }

        int cut = text.IndexOfAny([' ', '\n'], text.Length - length);
        return $"… {text[(cut < 0 ? text.Length - length : cut + 1)..].TrimStart()}";
    }

    /// <summary>How far people agree: what was counted, and what that is beyond chance.</summary>
    public static string Say(Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        if (agreement.Compared == 0)
        {
            return "Nobody has judged the same as somebody else yet. Once two people have, this says how far they agree.";
        }

        string counted = $"Two people said the same {Times(agreement.Same, agreement.Compared)}.";
        if (agreement.Same == agreement.Compared && agreement.Alpha is not null)
        {
            return $"{counted} They have never differed; going by so many, they likely agree at least {Percent(WilsonInterval.Of(agreement.Same, agreement.Compared).Low)} of the time.";
        }

        return agreement.Alpha is not { } alpha
            ? $"{counted} All gave one answer, so chance cannot be told from agreement."
            : agreement.Interval is { } interval
                ? $"{counted} Beyond chance they agree {HowWell(alpha)}: {Number(alpha)}, likely {Between(interval)}; 0 is what dice would do, 1 is always."
                : $"{counted} That is too little to say how they agree beyond chance.";
    }

    /// <summary>Whether the place speaks.</summary>
    public static string Say(PositionBias bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Share is not { } share || bias.Interval is not { } interval)
        {
            return "Nobody has chosen between two texts yet. Once somebody has, this says whether A, the one that is read first, is chosen too often.";
        }

        string counted = $"A was chosen {Times(bias.First, bias.Choices)}: {Percent(share)}, likely between {Percent(interval.Low)} and {Percent(interval.High)}.";
        return (bias.IsBiased, share > 0.5) switch
        {
            (false, _) => $"{counted} Chance alone would do that.",
            (true, true) => $"{counted} That is more than chance: the first place draws. Which text is A is drawn anew for each pair, so it adds noise and favours no text.",
            (true, false) => $"{counted} That is less than chance: the second place draws. Which text is A is drawn anew for each pair, so it adds noise and favours no text.",
        };
    }

    /// <summary>Whether people say the same of the same two texts when they change places.</summary>
    public static string Say(SwapConsistency swapped)
    {
        ArgumentNullException.ThrowIfNull(swapped);
        if (swapped.Share is not { } share || swapped.Interval is not { } interval)
        {
            return "No pair has come again with A and B swapped yet. Those that do tell a liking for a place from a liking for a text.";
        }

        string counted = $"Asked again with A and B swapped, people chose the same text {Times(swapped.SameText, swapped.Asked)}: {Percent(share)}, likely between {Percent(interval.Low)} and {Percent(interval.High)}.";
        string places = (swapped.LeftTwice, swapped.RightTwice) is (0, 0) ? "" : $" A was chosen both times in {Words.Number((long)swapped.LeftTwice)} of them and B in {Words.Number((long)swapped.RightTwice)}.";
        return $"{counted}{places}{(swapped.IsLed ? " That is more than chance: there the place decided." : "")}";
    }

    /// <summary>"between 0.21 and 0.86".</summary>
    public static string Between(Interval interval) => $"between {Number(interval.Low)} and {Number(interval.High)}";

    public static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    /// <summary>With two places, and a proper minus.</summary>
    public static string Number(double value) => value.ToString("0.00;−0.00", CultureInfo.InvariantCulture);

    private static string Times(int some, int all) => $"{Words.Number((long)some)} of {Words.Count(all, "time", "times")}";

    private static string HowWell(double alpha) => alpha switch
    {
        < 0 => "less than dice would",
        < 0.2 => "hardly at all",
        < 0.4 => "a little",
        < 0.6 => "fairly",
        < 0.8 => "well",
        _ => "very well",
    };
}
