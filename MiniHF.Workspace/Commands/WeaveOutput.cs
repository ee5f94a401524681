using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Engine.Weave.Replay;

namespace MiniHF.Workspace.Commands;

/// <summary>Shows a search: its steps on standard error as they happen, its result on standard output at the end.</summary>
internal sealed class WeaveOutput(TextWriter output, bool isJson, string? dotFile, TextGenerator generator) : IProgress<WeaveProgress>
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    private readonly List<WeaveEvent> _events = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly bool _showsTokens = !Console.IsErrorRedirected;
    private long _tokens;
    private long _refreshed;

    public void Report(WeaveProgress value)
    {
        _tokens += value.Piece.TokenId >= 0 ? 1 : 0;
        if (_showsTokens && Stopwatch.GetElapsedTime(_refreshed) >= s_refresh)
        {
            _refreshed = Stopwatch.GetTimestamp();
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\rcontinuing node {value.ParentId}: {_tokens:N0} tokens written \x1b[K"));
        }
    }

    public void Add(WeaveEvent happened, WeaveSearch search)
    {
        _events.Add(happened);
        string? line = happened switch
        {
            RootScored scored => string.Create(CultureInfo.InvariantCulture, $"the prompt alone scores {scored.Score:0.00}"),
            NodeExpanded { Children.Count: > 0 } expanded => string.Create(
                CultureInfo.InvariantCulture,
                $"{search.Nodes.Length - 1,4} of {search.Parameters.Budget}  node {expanded.ParentId} at depth {search.Nodes[expanded.ParentId].Depth} continued {expanded.Children.Count} times: scores {expanded.Children.Min(child => child.Score):0.00} to {expanded.Children.Max(child => child.Score):0.00}"),
            NodeExpanded expanded => string.Create(CultureInfo.InvariantCulture, $"node {expanded.ParentId} could not be continued"),
            RoundEnded ended => string.Create(CultureInfo.InvariantCulture, $"round {search.Round}: committed to {string.Join(", ", ended.Beam.Select(id => id.ToString(CultureInfo.InvariantCulture)))}"),
            _ => null,
        };
        if (line is not null)
        {
            ClearTokens();
            Console.Error.WriteLine(line);
        }

        foreach (string discarded in (happened as NodeExpanded)?.Discarded.Distinct() ?? [])
        {
            Console.Error.WriteLine($"left out: {discarded}");
        }
    }

    public async Task FinishAsync(WeaveSearch search, RequestCost cost, CancellationToken ct)
    {
        ClearTokens();
        WeaveStatistics statistics = CountTokens(cost);
        WeaveReport report = WeaveReport.Create(_events) with { Statistics = statistics };
        if (dotFile is not null)
        {
            await WeaveReplayOutput.WriteDotAsync(dotFile, [report], ct);
        }

        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, WeaveJson.Options));
            return;
        }

        foreach (int id in search.Result)
        {
            WeaveNode node = search.Nodes[id];
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"[{id}] score {node.Score:0.00}, depth {node.Depth}"));
            await output.WriteLineAsync(search.BranchText(id));
            await output.WriteLineAsync();
        }

        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{generator.Model.Name}, seed {search.Seed}: {search.Nodes.Length - 1} nodes, {statistics.TokensWritten:N0} tokens written, {statistics.TokensComputed:N0} computed, {statistics.TokensReused:N0} reused, {statistics.Seconds:0.00} s"));
    }

    private WeaveStatistics CountTokens(RequestCost cost) => new(
        _tokens,
        cost.Computed,
        cost.Reused,
        Stopwatch.GetElapsedTime(_start).TotalSeconds);

    private void ClearTokens()
    {
        if (_showsTokens && _refreshed != 0)
        {
            Console.Error.Write("\r\x1b[K");
        }
    }
}
