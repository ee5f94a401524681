using System.Text.Json;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Notes in the page itself what the cards show at every change, so that no moment of a growth is missed however slow the test is.</summary>
internal static class CardRecorder
{
    /// <summary>Begins to note. Call before growing.</summary>
    public static Task StartAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          window.seen = [];
          const note = () => {
            const cards = [...document.querySelectorAll('[data-testid=card]')]
              .map(card => ({ growing: card.dataset.status === 'Growing', length: card.querySelector('[data-testid=card-text]').textContent.length }));
            if (cards.length) window.seen.push(cards);
          };
          new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-status'] });
        }
        """);

    /// <summary>What was seen until now: at each change, every card.</summary>
    public static async Task<IReadOnlyList<CardGlimpse[]>> SeenAsync(IPage page)
    {
        string json = await page.EvaluateAsync<string>("() => JSON.stringify(window.seen)");
        return JsonSerializer.Deserialize<CardGlimpse[][]>(json, JsonSerializerOptions.Web)!; // the page made it just now
    }
}
