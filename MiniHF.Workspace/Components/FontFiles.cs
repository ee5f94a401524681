using System.Globalization;
using System.Text;

namespace MiniHF.Workspace.Components;

/// <summary>
/// The text faces, from where the system keeps its fonts (Debian: fonts-ebgaramond, fonts-inter). A face that is not installed is not
/// announced, and the style sheet's next choice is used.
/// </summary>
internal sealed class FontFiles
{
    private static readonly (string Family, string File, int Weight, string Style)[] s_faces =
    [
        ("EB Garamond", "EBGaramond12-Regular.otf", 400, "normal"),
        ("EB Garamond", "EBGaramond12-Italic.otf", 400, "italic"),
        ("EB Garamond", "EBGaramond12-Bold.otf", 700, "normal"),
        ("Inter", "Inter-Regular.otf", 400, "normal"),
        ("Inter", "Inter-Medium.otf", 500, "normal"),
        ("Inter", "Inter-SemiBold.otf", 600, "normal"),
    ];

    private readonly Dictionary<string, string> _paths;

    public FontFiles(params string[] directories)
    {
        _paths = s_faces
            .Select(face => (face.File, Path: directories.Select(directory => Path.Combine(directory, face.File)).FirstOrDefault(File.Exists)))
            .Where(found => found.Path is not null)
            .ToDictionary(found => found.File, found => found.Path ?? "", StringComparer.Ordinal);
        StyleSheet = Write();
    }

    /// <summary>Where Debian and its relatives put the two families.</summary>
    public static FontFiles OfSystem() => new(
        "/usr/share/fonts/opentype/ebgaramond",
        "/usr/share/fonts/opentype/inter",
        "/usr/local/share/fonts");

    /// <summary>One <c>@font-face</c> for each installed face.</summary>
    public string StyleSheet { get; }

    /// <summary>The file behind a name of the style sheet; null for any other name.</summary>
    public string? PathOf(string file) => _paths.GetValueOrDefault(file);

    private string Write()
    {
        StringBuilder css = new();
        foreach ((string family, string file, int weight, string style) in s_faces.Where(face => _paths.ContainsKey(face.File)))
        {
            css.Append(
                CultureInfo.InvariantCulture,
                $$"""@font-face{font-family:"{{family}}";font-weight:{{weight}};font-style:{{style}};font-display:swap;src:url("{{file}}") format("opentype")}""");
        }

        return css.ToString();
    }
}
