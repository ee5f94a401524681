using System.CommandLine;
using System.Text.Json;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>How every bench says what it found: as words, or as one JSON object.</summary>
internal static class BenchOutput
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON object and nothing else." };

    public static Task WriteAsync<T>(bool isJson, T figures, Func<T, string> format) =>
        Console.Out.WriteLineAsync(isJson ? JsonSerializer.Serialize(figures, s_json) : format(figures));
}
