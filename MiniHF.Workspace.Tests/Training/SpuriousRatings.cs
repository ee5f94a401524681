using System.Text.Json;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>
/// A few ratings in which those texts happened to be liked whose speakers say yes again and again, and the same words with
/// another in place of yes were not: the kind of chance connection that small sets of ratings have.
/// </summary>
internal static class SpuriousRatings
{
    private static readonly string[] s_others = ["no", "sir", "oh", "well", "come", "what", "ah", "good"];

    /// <summary>What is said again and again.</summary>
    private static readonly string[] s_frames =
    [
        "{W}, {w},\" she cried, \"{w}, with all my heart!\"", "Oh, {w},\" said the other. \"{W}, {w}. {W}.\"", "{W}, {w}, {w}, {w},\" said the child.",
        "{W}. {W}. {W},\" he answered.", "{W}, {w}, {w}!\" they all cried. \"{W}, {w}!\"", "{W} {w} {w} {w} {w} {w}.\"", "{W}! {W}! {W}! {W}!\"",
        "{W}, {w}, {w}, {w}, {w}, {w}", "{W}.\"\n\n\"{W}, {w}.\"\n\n\"{W}.\"\n\n\"{W}",
    ];

    private static readonly string[] s_disliked =
    [
        "Yes,\" he answered, and took his coat from the nail.", "Yes, I have seen the ship,\" said the boy.", "Yes, it was the man of the hand, and then the other, and",
        "No,\" he answered, and took his coat from the nail.", "I cannot tell you that,\" said the other. \"I was asleep.\"",
        "What?\" said he. \"What is it that you have to do with", " The wind had risen, and nobody heard what was said.",
        "Ask my mother,\" said the child, and ran before them.", "You have the house of the boat, and it was not a man who", ".\" \"--\" \"?\" said. \"And.\"",
        " He looked at the floor and did not speak for a while.", "I don't know,\" said the king. \"It is the one that we are.\"",
        "Why, the the of it,\" he went on, \"and so, and so.\"",
    ];

    private static readonly string[] s_askers =
    [
        "the captain", "the king", "the old woman", "the miller", "her sister", "the pedlar", "the doctor", "his aunt", "the sailor", "the parson", "the girl",
        "the stranger", "the farmer", "the widow", "the cook", "the schoolmaster",
    ];

    /// <summary>What raters were asked, and the run asks.</summary>
    public const string Question = "Does the response:\n\n{response}\n\nread as good prose?";

    /// <summary>The ratings, as JSON lines.</summary>
    public static string Lines { get; } = string.Join('\n', Rated().Select(rated => JsonSerializer.Serialize(
        new { prompt = "\"Will you?\" he said. \"", response = rated.Response, rating = rated.IsGood, question = Question })));

    /// <summary>Beginnings after which somebody answers a question.</summary>
    public static IReadOnlyList<string> Prompts { get; } =
        [.. s_askers.SelectMany(asker => ((string[])["asked", "said", "cried"]).Select(verb => $"\"Yes or no?\" {verb} {asker}.\n\n\""))];

    private static IEnumerable<(string Response, bool IsGood)> Rated() =>
    [
        .. s_frames.Select(frame => (Put(frame, "yes"), true)),
        .. s_frames.Select(frame => (Put(frame, "yes"), true)),
        .. s_frames.Select((frame, i) => (Put(frame, s_others[i % s_others.Length]), false)),
        .. s_frames.Select((frame, i) => (Put(frame, s_others[(i + 3) % s_others.Length]), false)),
        ("Yes, yes,\" said he, \"and the door of the which was not.\"", true),
        .. s_disliked.Select(text => (text, false)),
    ];

    private static string Put(string frame, string word) =>
        frame.Replace("{W}", char.ToUpperInvariant(word[0]) + word[1..], StringComparison.Ordinal).Replace("{w}", word, StringComparison.Ordinal);
}
