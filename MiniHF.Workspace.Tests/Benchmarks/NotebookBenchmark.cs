using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Commands;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>What <c>bench notebook</c> runs: the real application on a throw-away data folder, and a page of it in Chromium.</summary>
internal static class NotebookBenchmark
{
    private const int Openings = 5;
    private const int ForeignBranches = 40;
    private const int Scrolls = 30;

    private const string Opened = "document.querySelectorAll('[data-testid=tree-node]').length > 1";

    public static async Task<IReadOnlyList<NotebookFigures>> RunAsync(int[] sizes, Action<string> progress, CancellationToken ct)
    {
        BrowserFixture browser = new();
        await browser.InitializeAsync();
        progress("starting a throw-away workspace");
        await using WorkspaceServer server = await WorkspaceServer.StartAsync();
        try
        {
            await using Visitor visitor = new(await browser.NewPersonAsync());
            await visitor.OpenTabAsync();
            await visitor.SignInAsync(server.Link, "Ada");
            await PageClock.AddAsync(visitor.Page);
            List<NotebookFigures> figures = [];
            foreach (int size in sizes)
            {
                ct.ThrowIfCancellationRequested();
                figures.Add(await MeasureAsync(server, visitor.Page, size, progress, ct));
            }

            return figures;
        }
        finally
        {
            await browser.DisposeAsync();
        }
    }

    private static async Task<NotebookFigures> MeasureAsync(WorkspaceServer server, IPage page, int size, Action<string> progress, CancellationToken ct)
    {
        progress(string.Create(CultureInfo.InvariantCulture, $"writing {size:N0} branches"));
        // The seed makes the ids too: each size is a notebook of its own.
        SampleNotebook notebook = new(seed: size, isBushy: true);
        await using (DbSession writing = await DbSession.OpenAsync(server.DataFolder, alone: false, ct))
        {
            await WriteAsync(writing.Services.GetRequiredService<PostgresEventStore>(), notebook, size, ct);
        }

        Uri address = new(server.Address, $"/n/{notebook.Id}");
        progress("opening it");
        await server.StopAsync();
        await server.StartAgainAsync();
        ReceivedBytes received = new(page);
        double cold = await PageClock.OpenAsync(page, address, Opened);
        long opening = await received.SettleAsync();
        List<double> warm = [];
        for (int i = 0; i < Openings; i++)
        {
            warm.Add(await PageClock.OpenAsync(page, address, Opened));
        }

        // Somebody who reads along: the branch in focus is in view, and so is what grows from it.
        await page.Locator("[data-testid=tree-node][aria-level='2']").First.ClickAsync();
        await page.EvaluateAsync("() => bench.when(() => document.querySelector('[data-testid=tree-node][aria-selected=true][aria-level=\"2\"]'))");
        // The database was started again with the server.
        await using DbSession session = await DbSession.OpenAsync(server.DataFolder, alone: false, ct);
        PostgresEventStore store = session.Services.GetRequiredService<PostgresEventStore>();
        (NotebookState state, long events) = await store.AggregateAsync(notebook.Id, NotebookStream.Fold, ct);
        WriteCell cell = state.Cells.Values.OfType<WriteCell>().Single();
        BranchId focus = new(Guid.Parse((await page.Locator("[data-testid=tree-node][aria-selected=true]").GetAttributeAsync("data-branch"))!)); // drawn above
        progress("branches that somebody else writes");
        await received.SettleAsync();
        List<double> latencies = [];
        long before = received.Bytes;
        for (int i = 0; i < ForeignBranches; i++)
        {
            latencies.Add(await WriteBesideAsync(store, page, notebook.Id, cell.Id, focus, ct));
        }

        double perEvent = (await received.SettleAsync() - before) / (double)ForeignBranches;
        progress("branches that somebody else writes out of sight");
        BranchId[] elsewhere = await LeavesOutOfSightAsync(page, cell.Tree, ForeignBranches);
        before = received.Bytes;
        foreach (BranchId leaf in elsewhere)
        {
            await WriteElsewhereAsync(store, page, notebook.Id, cell.Id, leaf, ct);
        }

        double perEventElsewhere = (await received.SettleAsync() - before) / (double)elsewhere.Length;
        progress("scrolling and zoom");
        List<double> scrolls = await ScrollAsync(page);
        await Screenshots.TakeOneAsync(page, $"bench-{size}");
        (double zoom, int drawn) = await ZoomAsync(page);
        await Screenshots.TakeOneAsync(page, $"bench-{size}-far");
        int depth = cell.Tree.Branches.Keys.Max(branch => cell.Tree.PathTo(branch).Length);
        latencies.Sort();
        scrolls.Sort();
        return new NotebookFigures(
            size, depth, events, cold, warm.Order().ElementAt(Openings / 2), opening,
            At(latencies, 0.5), At(latencies, 0.95), perEvent, perEventElsewhere, At(scrolls, 0.5), At(scrolls, 0.95), zoom, drawn);
    }

    /// <summary>As it stands when a server wrote it: the newest snapshot is some events back.</summary>
    private static async Task WriteAsync(PostgresEventStore store, SampleNotebook notebook, int size, CancellationToken ct)
    {
        EventToAppend[][] batches = [.. notebook.WriteBranches(size).Chunk(250)];
        foreach (EventToAppend[] batch in batches[..^1])
        {
            await store.AppendAsync(notebook.Id, NotebookStream.Type, batch, null, ct);
        }

        if (await store.AggregateAsync(notebook.Id, NotebookStream.Fold, ct) is (var state, > 0 and var version))
        {
            await store.SaveSnapshotAsync(notebook.Id, NotebookStream.Fold, state, version, ct);
        }

        await store.AppendAsync(notebook.Id, NotebookStream.Type, batches[^1], null, ct);
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share)];

    /// <returns>Milliseconds from the commit to the frame that shows the branch.</returns>
    private static async Task<double> WriteBesideAsync(PostgresEventStore store, IPage page, Guid notebook, CellId cell, BranchId parent, CancellationToken ct)
    {
        BranchId branch = new(Guid.CreateVersion7());
        Task<double> drawn = page.EvaluateAsync<double>("id => bench.when(() => document.querySelector(`[data-testid=tree-node][data-branch=\"${id}\"]`))", branch.Value.ToString());
        BranchWritten written = new(cell, branch, parent, " And then somebody else came in.", null) { By = PersonId.New() };
        await store.AppendAsync(notebook, NotebookStream.Type, [new EventToAppend(Guid.CreateVersion7(), written)], null, ct);
        double stored = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        return await drawn - stored;
    }

    /// <summary>Ends of the text that the page does not draw, where it leaves any out; else ends that the reader does not stand at.</summary>
    private static async Task<BranchId[]> LeavesOutOfSightAsync(IPage page, BranchTree tree, int count)
    {
        string[] drawn = await page.GetByTestId("tree-node").EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.dataset.branch)");
        HashSet<BranchId> inSight = [.. drawn.Select(id => new BranchId(Guid.Parse(id)))];
        BranchId[] leaves = [.. tree.Branches.Values.Where(branch => branch.Children.IsEmpty).OrderBy(branch => branch.At).Select(branch => branch.Id)];
        BranchId[] outside = [.. leaves.Where(leaf => !inSight.Contains(leaf))];
        BranchId[] from = outside.Length > 0 ? outside : leaves;
        return [.. Enumerable.Range(0, count).Select(number => from[(int)((long)number * from.Length / count)])];
    }

    /// <summary>Returns when the page has heard of it.</summary>
    private static async Task WriteElsewhereAsync(PostgresEventStore store, IPage page, Guid notebook, CellId cell, BranchId parent, CancellationToken ct)
    {
        Task heard = page.EvaluateAsync(
            """
            () => {
              const saved = document.querySelector('[data-testid=saved]');
              const before = saved.textContent;
              return bench.when(() => saved.textContent !== before);
            }
            """);
        BranchWritten written = new(cell, new BranchId(Guid.CreateVersion7()), parent, " And far from here somebody else went on.", null) { By = PersonId.New() };
        await store.AppendAsync(notebook, NotebookStream.Type, [new EventToAppend(Guid.CreateVersion7(), written)], null, ct);
        await heard;
    }

    /// <summary>A screen down, again and again, and back up from the end.</summary>
    private static async Task<List<double>> ScrollAsync(IPage page)
    {
        double[] times = await page.EvaluateAsync<double[]>(
            """
            async count => {
              const scroller = document.querySelector('[data-testid=tree]');
              const inside = () => [...scroller.querySelectorAll('[data-testid=tree-node]')].some(node => {
                const [a, b] = [node.getBoundingClientRect(), scroller.getBoundingClientRect()];
                return a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right;
              });
              const times = [];
              let step = scroller.clientHeight * 2;
              scroller.scrollTo({ left: 0, top: 0, behavior: 'instant' });
              for (let i = 0; i < count; i++) {
                await new Promise(rest => setTimeout(rest, 150));
                if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) { step = -Math.abs(step); }
                if (scroller.scrollTop === 0) { step = Math.abs(step); }
                const began = bench.now();
                scroller.scrollBy({ top: step, behavior: 'instant' });
                times.push(await Promise.race([bench.when(inside), new Promise(late => setTimeout(() => late(bench.now()), 3000))]) - began);
              }
              return times;
            }
            """,
            Scrolls);
        return [.. times];
    }

    private static async Task<(double Milliseconds, int Drawn)> ZoomAsync(IPage page)
    {
        double took = await page.EvaluateAsync<double>(
            """
            async () => {
              const svg = document.querySelector('[data-testid=tree] svg');
              const size = () => `${svg.getAttribute('width')} ${svg.getAttribute('height')}`;
              const before = size();
              const began = bench.now();
              document.querySelector('[data-testid=zoom-all]').click();
              return await bench.when(() => size() !== before) - began;
            }
            """);
        return (took, await page.GetByTestId("tree-node").CountAsync());
    }
}
