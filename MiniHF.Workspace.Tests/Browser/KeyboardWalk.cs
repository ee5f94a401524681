using System.Text.Json;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Goes through a page by Tab alone: whatever the keyboard comes to is in view, has a name, and can be told from what it is not on.</summary>
internal static class KeyboardWalk
{
    private const int Most = 400;

    // Looks at the element and those around it with the keyboard on it and away from it. A text field has its cursor.
    private const string Look = """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) { return null; }
          const labelled = (at.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ');
          const name = [at.getAttribute('aria-label'), labelled, ...[...(at.labels ?? [])].map(label => label.textContent), at.textContent, at.title, at.placeholder, at.value].map(one => (one ?? '').trim()).find(one => one) ?? '';
          const looks = () => {
            const styles = [];
            // A ring may be drawn within, as in the tree, or around.
            const around = [at.parentElement, at.parentElement?.parentElement, at.parentElement?.parentElement?.parentElement].filter(one => one && one !== document.body);
            for (const one of [at, ...[...at.querySelectorAll('*')].slice(0, 12), ...around]) {
              const style = getComputedStyle(one);
              styles.push(style.outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration, style.stroke, style.strokeWidth, style.opacity);
            }
            return styles.join();
          };
          const box = at.getBoundingClientRect();
          const on = looks();
          at.blur();
          const off = looks();
          at.focus({ preventScroll: true, focusVisible: true });
          const isText = at.matches('textarea, input:not([type=checkbox], [type=radio], [type=range], [type=button])');
          return {
            what: `${at.tagName.toLowerCase()} ${at.dataset.testid ?? at.className?.baseVal ?? at.className} "${name.slice(0, 40)}"`,
            named: name !== '',
            shown: isText || on !== off,
            seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
          };
        }
        """;

    // Tab goes on from what had the keyboard last, also once that was let go.
    private const string Start = """
        () => {
          scrollTo(0, 0);
          getSelection().removeAllRanges();
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.blur();
          document.body.removeAttribute('tabindex');
        }
        """;

    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Start);
        List<string> found = [];
        string last = "none";
        for (int stop = 0; stop < Most; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            JsonElement? seen = await page.EvaluateAsync(Look);
            if (seen is not { ValueKind: JsonValueKind.Object } at)
            {
                return stop > 20 ? found : [.. found, $"The keyboard comes to {stop} places only, the last {last}."];
            }

            last = at.GetProperty("what").ToString();
            string[] lacks = [.. new[] { "named", "shown", "seen" }.Where(lack => !at.GetProperty(lack).GetBoolean())];
            if (lacks.Length > 0)
            {
                found.Add($"keyboard: {at.GetProperty("what")} is not {string.Join(", not ", lacks)}");
            }
        }

        return [.. found, $"The keyboard does not come round in {Most} steps."];
    }
}
