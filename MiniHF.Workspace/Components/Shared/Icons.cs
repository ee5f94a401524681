namespace MiniHF.Workspace.Components.Shared;

/// <summary>Line drawings on a 20 × 20 grid.</summary>
internal static class Icons
{
    private static readonly Dictionary<string, string> s_paths = new(StringComparer.Ordinal)
    {
        ["up"] = "M3 9h3v8H3zM6 9l3.5-6.2c1.5 0 2.3 1 2 2.4L11 8h4.6c1 0 1.6.9 1.4 1.8l-1.3 5.6c-.2.9-1 1.6-2 1.6H6",
        ["down"] = "M3 11h3V3H3zM6 11l3.5 6.2c1.5 0 2.3-1 2-2.4L11 12h4.6c1 0 1.6-.9 1.4-1.8l-1.3-5.6c-.2-.9-1-1.6-2-1.6H6",
        ["edit"] = "M4 16l.8-3.4L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2zM11.6 5.8l2.6 2.6",
        ["star"] = "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.8-4.3-2.4-4.3 2.4.9-4.8L3 8.1l4.9-.6z",
        ["prune"] = "M6.2 8.2a2.1 2.1 0 1 1 0-4.2 2.1 2.1 0 0 1 0 4.2zM6.2 16a2.1 2.1 0 1 1 0-4.2 2.1 2.1 0 0 1 0 4.2zM8 7.4l8.5 6.1M8 12.6l8.5-6.1",
        ["restore"] = "M4 10a6 6 0 1 0 2-4.5L4 7.3M4 3.5v3.8h3.8",
        ["undo"] = "M7.5 4L4 7.5 7.5 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8",
        ["redo"] = "M12.5 4L16 7.5 12.5 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12",
        ["sun"] = "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M15.3 4.7l-1.1 1.1M5.8 14.2l-1.1 1.1",
        ["moon"] = "M16.5 12.1A7 7 0 0 1 7.9 3.5a7 7 0 1 0 8.6 8.6z",
        ["auto"] = "M3 4.5h14v9H3zM7.5 16.8h5M10 13.5v3.3",
        ["close"] = "M5 5l10 10M15 5L5 15",
        ["plus"] = "M10 4v12M4 10h12",
        ["stop"] = "M6 6h8v8H6z",
        ["left"] = "M12 5l-5 5 5 5",
        ["right"] = "M8 5l5 5-5 5",
        ["upward"] = "M5 12l5-5 5 5",
        ["downward"] = "M5 8l5 5 5-5",
        ["menu"] = "M3.5 6h13M3.5 10h13M3.5 14h13",
        ["panel"] = "M3 4h14v12H3zM12.5 4v12",
        ["sliders"] = "M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        ["archive"] = "M3 4h14v3.5H3zM4.2 7.5V16h11.6V7.5M8 10.7h4",
        ["trash"] = "M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10",
        ["keyboard"] = "M2.5 5.5h15v9h-15zM6 11.8h8M5.7 8.5h.1M8.6 8.5h.1M11.4 8.5h.1M14.3 8.5h.1",
        ["link"] = "M8.5 11.5l3-3M9.5 6l1.7-1.7a3 3 0 0 1 4.3 4.3L13.8 10.3M10.5 14l-1.7 1.7a3 3 0 0 1-4.3-4.3l1.7-1.7",
        ["print"] = "M6 7V3.5h8V7M6 14H3.5V7h13v7H14M6 12h8v4.5H6z",
        ["copy"] = "M7 7h9v9H7zM13 7V4H4v9h3",
        ["check"] = "M4 10.5l4 4 8-9",
        ["warning"] = "M10 3.5l7.5 13h-15zM10 8.5v3.5M10 14.3v.1",
        ["note"] = "M4 5h12M4 9h12M4 13h7",
        ["write"] = "M3.5 10h4M7.5 10c3 0 2.5-5 6-5h2.5M7.5 10c3 0 2.5 5 6 5h2.5M7.5 10h8.5",
        ["weave"] = "M4 10h3M7 10c2.5 0 2-5.5 5-5.5M7 10c2.5 0 2 5.5 5 5.5M7 10h5M13.2 10a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0zM12.6 4.5h2M12.6 15.5h2",
        ["leave"] = "M8 4H4v12h4M8.5 10H17M13.5 6.5L17 10l-3.5 3.5",
        ["books"] = "M4 4h3.5v12H4zM7.5 4H11v12H7.5zM12.2 5l2.9-.8 2.7 11-2.9.8z",
    };

    /// <summary>The drawing's path.</summary>
    public static string Path(string name) => s_paths[name];
}
