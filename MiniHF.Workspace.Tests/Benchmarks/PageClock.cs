using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>Times taken in a page itself, by the clock that all pages of this machine share: to the frame after something came to be, once it was painted.</summary>
internal static class PageClock
{
    private const string Script = """
        window.bench = (() => {
          const now = () => performance.timeOrigin + performance.now();
          const when = test => new Promise(found => {
            const done = () => requestAnimationFrame(() => setTimeout(() => found(now())));
            if (test()) { done(); return; }
            const observer = new MutationObserver(() => { if (test()) { observer.disconnect(); done(); } });
            observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          });
          let typed = 0;
          addEventListener('input', () => { typed = now(); }, true);
          return { now, when, typed: () => typed };
        })();
        """;

    /// <summary>Every document that the page opens from now on has <c>bench</c>.</summary>
    public static Task AddAsync(IPage page) => page.AddInitScriptAsync(Script);

    /// <returns>Milliseconds from the request of an address to the painted frame for which a script's test holds.</returns>
    public static async Task<double> OpenAsync(IPage page, Uri address, string test)
    {
        await page.GotoAsync("about:blank");
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        return await page.EvaluateAsync<double>($"async () => await bench.when(() => {test}) - performance.timeOrigin");
    }
}
