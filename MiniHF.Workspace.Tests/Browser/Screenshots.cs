using Microsoft.Playwright;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Pictures of the pages in <c>.build/screenshots/</c>; `./minihf test` names the folder at its end. The README's pictures are copies of these.</summary>
internal static class Screenshots
{
    // Resolves once the page has not changed for a moment, as after a new width has been told to the server and drawn; at the latest after five seconds, since a page may stream.
    private const string Still = """
        () => new Promise(resolve => {
          let timer = setTimeout(resolve, 600);
          setTimeout(resolve, 5000);
          new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(resolve, 600); })
            .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """;

    private static readonly ViewportSize s_phone = new() { Width = 390, Height = 844 };

    public static string Folder { get; } = Directory.CreateDirectory(Repository.PathTo(".build", "screenshots")).FullName;

    /// <summary>The page as it is, in light and in dark, and in light on a phone: <c>NAME-light.png</c>, <c>NAME-dark.png</c>, <c>NAME-phone.png</c>. The page is left as it was found.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        PageViewportSizeResult size = page.ViewportSize ?? new PageViewportSizeResult { Width = 1440, Height = 900 };
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await TakeOneAsync(page, $"{name}-dark");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await TakeOneAsync(page, $"{name}-light");
        await page.SetViewportSizeAsync(s_phone.Width, s_phone.Height);
        await page.EvaluateAsync(Still);
        await TakeOneAsync(page, $"{name}-phone");
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>The same, in high contrast too, and with nothing that axe-core finds serious in any theme.</summary>
    public static async Task TakeOpenToAllAsync(IPage page, string name)
    {
        await TakeAsync(page, name);
        Accessibility.AssertNothing(await Accessibility.FindAsync(page, name, $"{name}-contrast"));
    }

    /// <summary>The page as it is: <c>NAME.png</c>.</summary>
    public static Task TakeOneAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
}
