using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>
/// Shows continuations: one streams as it is written, several are numbered and appear whole, in order, as they end, with the
/// progress of the rest on standard error; or all as one JSON object.
/// </summary>
internal sealed class GenerateOutput(GenerationRequest request, string model, string? adapter, TextWriter output, bool isJson, bool showsLogProbabilities)
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    // Standard output carries text, not HTML: what can be read stays readable.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly GeneratedContinuation[] _continuations = [.. Enumerable.Range(0, request.Count).Select(index => new GeneratedContinuation(index))];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly bool _showsProgress = !Console.IsErrorRedirected;
    private long _refreshed;
    private int _shown;
    private RequestCost? _cost;

    private bool Streams => request.Count == 1 && !isJson && !showsLogProbabilities;

    public async Task AddAsync(GeneratedPiece piece)
    {
        _cost = piece.Cost ?? _cost;
        _continuations[piece.Index].Add(piece);
        if (Streams)
        {
            await output.WriteAsync(piece.Text);
            await output.FlushAsync();
            return;
        }

        if (!isJson)
        {
            while (_shown < _continuations.Length && _continuations[_shown].Finish is not null)
            {
                await ShowAsync(_continuations[_shown++]);
            }
        }

        ShowProgress();
    }

    /// <summary>Shows what was not shown yet, ended or not.</summary>
    public async Task FinishAsync()
    {
        ClearProgress();
        if (isJson)
        {
            GenerateReport report = new(model, adapter, request.Seed, request.Prompt, request.PromptIds, [.. _continuations.Select(Report)])
            {
                Cost = _cost is { } spent ? CostReport.Of(spent) : null,
            };
            await output.WriteLineAsync(JsonSerializer.Serialize(report, s_json));
            return;
        }

        if (Streams)
        {
            await output.WriteLineAsync();
        }
        else
        {
            foreach (GeneratedContinuation continuation in _continuations.Skip(_shown).Where(continuation => continuation.Tokens.Count > 0))
            {
                await ShowAsync(continuation);
            }
        }

        int tokens = _continuations.Sum(continuation => continuation.Tokens.Count);
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        string cost = _cost is { } all
            ? string.Create(CultureInfo.InvariantCulture, $"; {all.Computed:N0} computed, {all.Reused:N0} reused, the first after {all.FirstToken.TotalMilliseconds:N0} ms")
            : "";
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{(adapter is null ? model : $"{model} with {adapter}")}, seed {request.Seed}: {tokens:N0} tokens in {seconds:0.00} s ({tokens / seconds:N0} a second){cost}"));
    }

    private async Task ShowAsync(GeneratedContinuation continuation)
    {
        ClearProgress();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"[{continuation.Index + 1}] {Describe(continuation.Finish)}"));
        await output.WriteLineAsync(continuation.Text);
        if (showsLogProbabilities)
        {
            foreach (GeneratedPiece token in continuation.Tokens)
            {
                string others = string.Join("  ", token.Alternatives.Select(alternative => string.Create(
                    CultureInfo.InvariantCulture, $"{Quoted(alternative.Text)} {alternative.LogProbability:0.00}")));
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {token.TokenId,6} {token.LogProbability,7:0.00}  {Quoted(token.Text),-14} {others}").TrimEnd());
            }
        }

        await output.WriteLineAsync();
    }

    private void ShowProgress()
    {
        if (!_showsProgress || isJson || Stopwatch.GetElapsedTime(_refreshed) < s_refresh)
        {
            return;
        }

        _refreshed = Stopwatch.GetTimestamp();
        int tokens = _continuations.Sum(continuation => continuation.Tokens.Count);
        Console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r{tokens:N0} of at most {(long)request.MaxTokens * request.Count:N0} tokens, {tokens / Stopwatch.GetElapsedTime(_start).TotalSeconds:N0} a second \x1b[K"));
    }

    private void ClearProgress()
    {
        if (_showsProgress && _refreshed != 0)
        {
            Console.Error.Write("\r\x1b[K");
        }
    }

    private GenerateReport.Continuation Report(GeneratedContinuation continuation) => new(
        continuation.Index,
        continuation.Text,
        [.. continuation.Tokens.Select(token => token.TokenId)],
        [.. continuation.Tokens.Select(token => token.LogProbability)],
        request.TopAlternatives == 0 ? null : [.. continuation.Tokens.Select(token => token.Alternatives)],
        JsonNamingPolicy.CamelCase.ConvertName((continuation.Finish ?? FinishReason.Cancelled).ToString()));

    private static string Quoted(string text) => JsonSerializer.Serialize(text, s_json);

    private static string Describe(FinishReason? finish) => finish switch
    {
        FinishReason.Length => "reached its length",
        FinishReason.EndOfText => "ended",
        FinishReason.StopString => "met a stop string",
        _ => "interrupted",
    };
}
