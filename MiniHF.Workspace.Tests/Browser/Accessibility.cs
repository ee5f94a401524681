using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>axe-core, run in a page in every theme: what it finds serious or critical keeps somebody out.</summary>
internal static class Accessibility
{
    private static readonly string[] s_themes = ["light", "dark", "contrast"];

    // Colours on their way from one theme to the next are no one's.
    private const string Still = "*, *::before, *::after { transition: none !important; animation: none !important; }";

    private const string Find = """
        async () => {
          return (await axe.run(document, { resultTypes: ['violations'] })).violations
          .filter(found => found.impact === 'serious' || found.impact === 'critical')
          .flatMap(found => found.nodes.map(node => `${found.id}: ${node.target.join(' ')} (${[...node.any, ...node.all, ...node.none][0]?.message ?? found.help})`));
        }
        """;

    private static readonly Lazy<string> s_script = new(ReadScript);

    /// <summary>What was found, each with the place it was found in; the page is left in the theme it had.</summary>
    /// <param name="picture">What a picture in high contrast is called; null for none.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string place, string? picture = null)
    {
        IElementHandle still = await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = Still });
        string had = await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
        await page.EvaluateAsync($"() => {{ if (!window.axe) {{ {s_script.Value} }} }}");
        List<string> found = [];
        foreach (string theme in s_themes)
        {
            await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
            JsonElement? violations = await page.EvaluateAsync(Find);
            if (theme == "contrast" && picture is not null)
            {
                await Screenshots.TakeOneAsync(page, picture);
            }

            found.AddRange(violations!.Value.EnumerateArray().Select(violation => $"{place}, {theme}: {violation.GetString()}"));
        }

        await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", had);
        await still.EvaluateAsync("style => style.remove()");
        return found;
    }

    /// <summary>Fails with all that was found, a line each.</summary>
    public static void AssertNothing(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));

    private static string ReadScript()
    {
        using Stream stream = typeof(AxeResult).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")
            ?? throw new InvalidOperationException("The package Deque.AxeCore.Commons carries no axe.min.js. Choose another version in Directory.Packages.props.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
