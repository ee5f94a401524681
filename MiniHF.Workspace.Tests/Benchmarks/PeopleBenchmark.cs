using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>
/// What <c>bench people</c> runs: the real application on a throw-away data folder, and a browser profile with a page of its own for
/// each person. Changes are made as a person makes them, by keys and clicks, and watched on pages of others drawn by chance, by the
/// same clock: all pages are on this machine.
/// </summary>
internal static class PeopleBenchmark
{
    private const int Writers = 3;
    private const int Raters = 2;
    private const int Watchers = 6;
    private const int ComingAtOnce = 4;

    /// <summary>Those who do something, and as many who only look on as are watched.</summary>
    public const int Fewest = Writers + Raters + 1 + Watchers;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenWords = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_betweenThumbs = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_betweenGrowths = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(5);

    public static async Task<PeopleFigures> RunAsync(int people, TimeSpan duration, Action<string> progress, CancellationToken ct)
    {
        BrowserFixture browser = new();
        await browser.InitializeAsync();
        List<Visitor> visitors = [];
        progress("starting a throw-away workspace");
        await using WorkspaceServer server = await WorkspaceServer.StartAsync();
        try
        {
            Visitor ada = await ArriveAsync(browser, visitors);
            await ada.SignInAsync(server.Link, "Ada");
            NotebookScreen notebook = await BeginAsync(ada);
            Uri link = await InviteAsync(notebook);
            await Task.Delay(s_rest, ct);
            double alone = ServerCost.Megabytes(server);
            for (int come = 1; come < people; come += ComingAtOnce)
            {
                progress(string.Create(CultureInfo.InvariantCulture, $"{come} of {people} people are here"));
                await Task.WhenAll(Enumerable.Range(come, Math.Min(ComingAtOnce, people - come)).Select(async number =>
                {
                    Visitor visitor = await ArriveAsync(browser, visitors);
                    await visitor.SignInAsync(link, string.Create(CultureInfo.InvariantCulture, $"Person {number}"));
                    await Assertions.Expect(visitor.Notebook.Cards).ToHaveCountAsync(4, new() { Timeout = (float)s_patience.TotalMilliseconds });
                }));
            }

            await Task.Delay(s_rest, ct);
            double together = ServerCost.Megabytes(server);
            progress(string.Create(CultureInfo.InvariantCulture, $"{people} people work for {duration.TotalSeconds:N0} s"));
            ConcurrentBag<double> thumbs = [];
            ConcurrentBag<double> words = [];
            int changes = 0;
            TimeSpan before = ServerCost.ProcessorTime(server);
            long began = Stopwatch.GetTimestamp();
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            over.CancelAfter(duration);
            Visitor[] active = [.. visitors.Take(Writers + Raters + 1)];
            Visitor[] idle = [.. visitors.Skip(active.Length)];
            string[] cards = await active[0].Page.GetByTestId("card").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.branch)");
            await Task.WhenAll(
            [
                .. Enumerable.Range(0, Writers).Select(number => RepeatAsync(s_betweenWords, over.Token, new Random(number), async (round, random) =>
                {
                    Keep(words, await WriteAsync(active[number], round, number, Draw(idle, random)));
                    Interlocked.Increment(ref changes);
                })),
                .. Enumerable.Range(0, Raters).Select(number => RepeatAsync(s_betweenThumbs, over.Token, new Random(100 + number), async (round, random) =>
                {
                    Keep(thumbs, await RateAsync(active[Writers + number], cards[number], round % 2 == 0, Draw(idle, random)));
                    Interlocked.Increment(ref changes);
                })),
                RepeatAsync(s_betweenGrowths, over.Token, new Random(200), (round, _) => GrowAsync(active[^1], cards[^1], round)),
            ]);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            double cores = (ServerCost.ProcessorTime(server) - before).TotalSeconds / seconds;
            await Screenshots.TakeOneAsync(idle[0].Page, "bench-people");
            double[] thumbed = [.. thumbs.Order()];
            double[] worded = [.. words.Order()];
            return new PeopleFigures(
                people, Writers, Raters, seconds, changes, thumbed.Length + worded.Length,
                At(thumbed, 0.5), At(thumbed, 0.95), At(worded, 0.5), At(worded, 0.95),
                alone, together, ServerCost.Megabytes(server), cores, ServerCost.Load());
        }
        finally
        {
            foreach (Visitor visitor in visitors)
            {
                await visitor.DisposeAsync();
            }

            await browser.DisposeAsync();
        }
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(sorted.Length * share)];

    private static void Keep(ConcurrentBag<double> kept, IReadOnlyList<double> times)
    {
        foreach (double time in times)
        {
            kept.Add(time);
        }
    }

    private static Visitor[] Draw(Visitor[] from, Random random) => random.GetItems(from, Watchers).Distinct().ToArray();

    private static async Task<Visitor> ArriveAsync(BrowserFixture browser, List<Visitor> visitors)
    {
        Visitor visitor = new(await browser.NewPersonAsync());
        lock (visitors)
        {
            visitors.Add(visitor);
        }

        await visitor.OpenTabAsync();
        await PageClock.AddAsync(visitor.Page);
        visitor.Page.SetDefaultTimeout((float)s_patience.TotalMilliseconds);
        return visitor;
    }

    /// <summary>A text with four ways on.</summary>
    private static async Task<NotebookScreen> BeginAsync(Visitor ada)
    {
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("It was the quietest winter anybody could remember.");
        await notebook.SetAsync("tokens", 48);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        return notebook;
    }

    private static async Task<Uri> InviteAsync(NotebookScreen notebook)
    {
        await notebook.Page.GetByTestId("share").ClickAsync();
        await notebook.Page.GetByTestId("invite-uses").SelectOptionAsync("0");
        await notebook.Page.GetByTestId("share-person").ClickAsync();
        Uri link = new(await notebook.Page.GetByTestId("share-link").InputValueAsync());
        await notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        return link;
    }

    private static async Task RepeatAsync(TimeSpan pause, CancellationToken over, Random random, Func<int, Random, Task> doAsync)
    {
        for (int round = 0; !over.IsCancellationRequested; round++)
        {
            await doAsync(round, random);
            await Task.Delay(pause * (0.5 + random.NextDouble()), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Puts a word before one's own text, whose first words stand in everybody's tree.</summary>
    private static async Task<IReadOnlyList<double>> WriteAsync(Visitor writer, int round, int number, Visitor[] watchers)
    {
        string word = string.Create(CultureInfo.InvariantCulture, $"w{number}r{round}x");
        await writer.Notebook.Writer.FocusAsync();
        Task<double>[] seen = WatchFor(watchers, "word => [...document.querySelectorAll('[data-testid=tree-node]')].some(node => node.getAttribute('aria-label').startsWith(word))", word);
        await writer.Page.Keyboard.PressAsync("Control+Home");
        await writer.Page.Keyboard.InsertTextAsync(word + " ");
        double typed = await writer.Page.EvaluateAsync<double>("() => bench.typed()");
        return [.. (await Task.WhenAll(seen)).Select(at => at - typed)];
    }

    private static async Task<IReadOnlyList<double>> RateAsync(Visitor rater, string card, bool up, Visitor[] watchers)
    {
        string thumb = $"[data-testid=card][data-branch='{card}'] [data-testid=thumb-up]";
        Task<double>[] seen = WatchFor(watchers, $"shown => document.querySelector(\"{thumb}\")?.textContent.trim() === shown", up ? "1" : "");
        double clicked = await rater.Page.EvaluateAsync<double>("thumb => { const at = bench.now(); document.querySelector(thumb).click(); return at; }", thumb);
        return [.. (await Task.WhenAll(seen)).Select(at => at - clicked)];
    }

    private static async Task GrowAsync(Visitor grower, string card, int round)
    {
        if (round == 0)
        {
            await grower.Page.Locator($"[data-testid=card][data-branch='{card}'] [data-testid=card-text]").ClickAsync();
            await Assertions.Expect(grower.Notebook.Passages).ToHaveCountAsync(2);
        }

        await grower.Notebook.GrowAsync();
    }

    private static Task<double>[] WatchFor(Visitor[] watchers, string test, string argument) =>
        [.. watchers.Select(watcher => watcher.Page.EvaluateAsync<double>($"argument => bench.when(() => ({test})(argument))", argument).WaitAsync(s_patience))];
}
