using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>The keys one judges with. They work where the keyboard is in a rate cell, and everywhere on the page for raters.</summary>
public static class RatingKeys
{
    private static readonly KeyBinding[] s_always =
    [
        new(["s"], "s", "skip", "Pass over"),
        new(["c"], "c", "comment", "Say why"),
        new(["z", "ctrl+z", "meta+z"], "z", "undo", "Take the last answer back"),
        new(["r"], "r", "results", "What came of it; there an answer can be taken back, or thought over"),
    ];

    // In a notebook these are the notebook's.
    private static readonly KeyBinding[] s_page =
    [
        new(["?", "shift+?"], "?", "keys", "This sheet"),
        new(["escape"], "Esc", "leave", "Close what is open; back to the notebook"),
    ];

    /// <summary>For the sheet of keys.</summary>
    public static IReadOnlyList<KeyBinding> All { get; } =
    [
        new(["arrowleft", "arrowright"], "← →", "", "A or B is better; not good, good"),
        new(["="], "=", "", "They are equal"),
        new(["1"], "1 – 5", "", "A score; of a ranking, that text comes next"),
        new(["backspace"], "⌫", "", "Ranking: take the last one out again"),
        new(["enter"], "⏎", "", "Ranking: done"),
        .. s_always,
    ];

    /// <param name="page">On the page for raters, which has keys of its own.</param>
    public static IReadOnlyList<KeyBinding> For(JudgementProtocol protocol, bool page = false) => page ? [.. Of(protocol), .. s_page] : Of(protocol);

    /// <summary>For the browser: each key's action.</summary>
    public static IReadOnlyDictionary<string, string> ForBrowser(JudgementProtocol protocol, bool page) => For(protocol, page)
        .SelectMany(binding => binding.Keys.Select(key => (key, binding.Action)))
        .ToDictionary(pair => pair.key, pair => pair.Action);

    private static KeyBinding[] Of(JudgementProtocol protocol) => protocol switch
    {
        JudgementProtocol.Thumb =>
        [
            new(["arrowleft", "d"], "←", "bad", "Not good"),
            new(["arrowright", "u"], "→", "good", "Good"),
            .. s_always,
        ],
        JudgementProtocol.Score => [.. Numbers(5), .. s_always],
        JudgementProtocol.Pair =>
        [
            new(["arrowleft", "a", "1"], "←", "left", "A is better"),
            new(["=", "shift+=", "e", "0"], "=", "equal", "They are equal"),
            new(["arrowright", "b", "2"], "→", "right", "B is better"),
            .. s_always,
        ],
        JudgementProtocol.Ranking =>
        [
            .. Numbers(RateSettings.MostGroup),
            new(["backspace"], "⌫", "back", "Take the last one out again"),
            new(["enter"], "⏎", "done", "Done"),
            .. s_always,
        ],
        _ => s_always,
    };

    private static IEnumerable<KeyBinding> Numbers(int most) =>
        Enumerable.Range(1, most).Select(number => new KeyBinding([$"{number}"], $"{number}", $"{number}", $"{number}"));
}
