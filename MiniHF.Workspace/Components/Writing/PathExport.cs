using System.Net;
using System.Text;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>A path to take away: the text from its beginning to where one reads.</summary>
public static class PathExport
{
    // What Markdown would read as more than the character it is.
    private const string Marks = "\\`*_[]<>#|~";

    /// <summary>The text as it stands.</summary>
    public static string ToText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ReplaceLineEndings("\n").Trim() + "\n";
    }

    /// <summary>Paragraphs with an empty line between them, under the title where there is one. Nothing in the text is read as a mark of Markdown's.</summary>
    public static string ToMarkdown(string title, string text)
    {
        StringBuilder markdown = new();
        if (title.Length > 0)
        {
            markdown.Append("# ").Append(Escape(title)).Append("\n\n");
        }

        return markdown.AppendJoin("\n\n", Paragraphs(text).Select(Escape)).Append('\n').ToString();
    }

    /// <summary>A page that can be opened anywhere, with the look of a book's.</summary>
    public static string ToHtml(string title, string text)
    {
        string name = WebUtility.HtmlEncode(title.Length > 0 ? title : "Untitled");
        string heading = title.Length > 0 ? $"<h1>{name}</h1>\n" : "";
        string paragraphs = string.Join('\n', Paragraphs(text).Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph)}</p>"));
        return $$"""
            <!doctype html>
            <html>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{name}}</title>
            <style>
            body { max-width: 66ch; margin: 8vh auto; padding: 0 20px; font: 20px/1.6 Georgia, serif; }
            h1 { font-weight: 500; text-align: center; margin: 0 0 1.6em; }
            p { margin: 0; } p + p { text-indent: 1.5em; }
            </style>
            </head>
            <body>
            {{heading}}{{paragraphs}}
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>A name for the file, from the title.</summary>
    public static string FileName(string title, string extension)
    {
        string name = string.Join('-', new string([.. title.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return $"{(name.Length == 0 ? "text" : name[..Math.Min(name.Length, 60)].Trim('-'))}.{extension}";
    }

    private static string[] Paragraphs(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Escape(string line)
    {
        StringBuilder escaped = new(line.Length + 8);
        for (int i = 0; i < line.Length; i++)
        {
            // A dash, a plus or a number with a point makes a list, at the beginning of a line and nowhere else.
            bool makesList = (i == 0 && line[i] is '-' or '+') || (line[i] is '.' or ')' && i > 0 && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0);
            if (Marks.Contains(line[i], StringComparison.Ordinal) || makesList)
            {
                escaped.Append('\\');
            }

            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }
}
