using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using MiniHF.Workspace.Commands;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>What <c>bench charts</c> runs: the real application on a throw-away data folder, a long run whose worker is elsewhere, and its page in Chromium.</summary>
internal static class ChartsBenchmark
{
    private const int Openings = 5;
    private const int Rounds = 3;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(4);

    // Every panel says its newest value once it is drawn.
    private static readonly string s_drawn = string.Create(
        CultureInfo.InvariantCulture, $"[...document.querySelectorAll('[data-testid=chart-panel] [data-value]')].filter(value => value.textContent.trim()).length >= {ChartedRun.Metrics.Count}");

    /// <param name="duration">Of each stretch in which processor time is measured; there are three, taken in turn.</param>
    public static async Task<ChartsFigures> RunAsync(int steps, TimeSpan duration, Action<string> progress, CancellationToken ct)
    {
        BrowserFixture browser = new();
        await browser.InitializeAsync();
        progress("starting a throw-away workspace");
        await using WorkspaceServer server = await WorkspaceServer.StartWithAsync(new Dictionary<string, string> { ["Runs__Worker"] = "false" });
        try
        {
            await using Visitor visitor = new(await browser.NewPersonAsync());
            await visitor.OpenTabAsync();
            await visitor.SignInAsync(server.Link, "Ada");
            IPage page = visitor.Page;
            await PageClock.AddAsync(page);
            ReceivedBytes received = new(page);
            await using DbSession session = await DbSession.OpenAsync(server.DataFolder, alone: false, ct);
            progress(string.Create(CultureInfo.InvariantCulture, $"writing {steps:N0} steps of {ChartedRun.Metrics.Count} metrics"));
            ChartedRun run = await ChartedRun.StartAsync(session, steps * 2, ct);
            await run.ReportAsync(steps, ct);

            progress("opening the run's page");
            Uri address = new(server.Address, $"/runs/{run.Id.Value}");
            double cold = await PageClock.OpenAsync(page, address, s_drawn);
            List<double> further = [];
            for (int i = 0; i < Openings; i++)
            {
                further.Add(await PageClock.OpenAsync(page, address, s_drawn));
            }

            long first = await page.GetByTestId("charts").EvaluateAsync<long>("charts => Number(charts.dataset.bytes)");
            List<double> idle = [];
            List<double> unwatched = [];
            List<double> watched = [];
            double tickBytes = 0;
            for (int round = 1; round <= Rounds; round++)
            {
                progress(string.Create(CultureInfo.InvariantCulture, $"processor time, round {round} of {Rounds}"));
                await page.GotoAsync("about:blank");
                idle.Add(await CostAsync(server, duration, null, ct));
                unwatched.Add(await CostAsync(server, duration, run, ct));
                await PageClock.OpenAsync(page, address, s_drawn);
                long before = await received.SettleAsync();
                int step = run.Steps;
                watched.Add(await CostAsync(server, duration, run, ct));
                tickBytes = (received.Bytes - before) / (double)(run.Steps - step);
            }

            await Screenshots.TakeOneAsync(page, "bench-charts");
            return new ChartsFigures(
                steps, ChartedRun.Metrics.Count, cold, Median(further), first, tickBytes, Median(idle), Median(unwatched), Median(watched), ServerCost.Load());
        }
        finally
        {
            await browser.DisposeAsync();
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <returns>Milliseconds of processor time that the server took each second, once what went before has settled.</returns>
    private static async Task<double> CostAsync(WorkspaceServer server, TimeSpan duration, ChartedRun? run, CancellationToken ct)
    {
        await Task.Delay(s_rest, ct);
        TimeSpan before = ServerCost.ProcessorTime(server);
        long began = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(s_tick);
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            await timer.WaitForNextTickAsync(ct);
            await (run?.ReportAsync(1, ct) ?? Task.CompletedTask);
        }

        return (ServerCost.ProcessorTime(server) - before).TotalMilliseconds / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
