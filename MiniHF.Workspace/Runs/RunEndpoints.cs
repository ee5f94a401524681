using System.Globalization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs;

/// <summary>What of runs is fetched by address.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/runs/{id:guid}/metrics.csv", WriteCsvAsync).RequireAuthorization();

    /// <summary>Every value of every step: a line a run and step, a column a metric.</summary>
    private static async Task WriteCsvAsync(Guid id, string? with, HttpContext http, RunLibrary library)
    {
        List<LiveRun> runs = [];
        foreach (Guid wanted in (with ?? "").Split(',').Select(text => Guid.TryParse(text, out Guid other) ? other : Guid.Empty).Prepend(id).Where(one => one != Guid.Empty).Distinct().Take(8))
        {
            if (SignedInPerson.Of(http.User) is { } reader && await library.OpenAsync(new RunId(wanted), reader, http.RequestAborted).ConfigureAwait(false) is { } run)
            {
                runs.Add(run);
            }
        }

        if (runs.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"run-{id:N}.csv\"";
        string[] metrics = [RunSeries.Elapsed, .. runs.SelectMany(run => run.Series.Metrics).Distinct()];
        await using StreamWriter writer = new(http.Response.Body);
        await writer.WriteLineAsync($"run,step,{string.Join(',', metrics.Select(Quote))}".AsMemory(), http.RequestAborted).ConfigureAwait(false);
        foreach (LiveRun run in runs)
        {
            await WriteAsync(writer, run, metrics, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(StreamWriter writer, LiveRun run, string[] metrics, CancellationToken ct)
    {
        SortedDictionary<int, double?[]> rows = [];
        for (int column = 0; column < metrics.Length; column++)
        {
            (int[] steps, double[] values) = run.Series.AllOf(metrics[column]);
            for (int i = 0; i < steps.Length; i++)
            {
                if (!rows.TryGetValue(steps[i], out double?[]? row))
                {
                    rows.Add(steps[i], row = new double?[metrics.Length]);
                }

                row[column] = values[i];
            }
        }

        foreach ((int step, double?[] row) in rows)
        {
            string values = string.Join(',', row.Select(value => value?.ToString("R", CultureInfo.InvariantCulture) ?? ""));
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Quote(run.State.Name)},{step},{values}").AsMemory(), ct).ConfigureAwait(false);
        }
    }

    /// <summary>A name may hold a comma, and must not be read as a formula.</summary>
    private static string Quote(string text) =>
        $"\"{(text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
