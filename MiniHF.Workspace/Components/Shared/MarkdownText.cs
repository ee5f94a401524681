using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>
/// Markdown as people write it in notes. Raw HTML is shown as text, links lead only to web, mail and this workspace's own addresses, and a
/// picture becomes a link to it, so that reading a note fetches nothing from anywhere.
/// </summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras()
        .UseFootnotes()
        .Build();

    /// <summary>Renders a note.</summary>
    public static MarkupString ToHtml(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, s_pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            link.Url = IsSafe(link.Url) ? link.Url : "#";
        }

        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return new MarkupString(document.ToHtml(s_pipeline));
    }

    /// <summary>A note's first line without its marks, to call it by.</summary>
    public static string Title(string markdown)
    {
        string line = markdown.Split('\n').Select(line => line.Trim().TrimStart('#', '>', '-', '*', ' ')).FirstOrDefault(line => line.Length > 0) ?? "";
        return Words.Opening(line.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal), 32);
    }

    private static bool IsSafe(string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            return true;
        }

        // A browser drops control characters inside a scheme, so an address that holds one is nothing to reason about.
        return !url.Any(char.IsControl)
            && (Uri.TryCreate(url, UriKind.Absolute, out Uri? absolute)
                ? absolute.Scheme is "http" or "https" or "mailto" || (absolute.IsFile && url.StartsWith('/'))
                : !url.Contains(':', StringComparison.Ordinal) || url.StartsWith('#') || url.StartsWith('/'));
    }
}
