using System.CommandLine;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>
/// What <c>./minihf bench</c> measures in a real browser: this project knows how to drive one, and the application need not. Started by itself it is the list of these
/// verbs; the tests know nothing of it.
/// </summary>
internal static class BrowserBenchmarks
{
    public static Task<int> Main(string[] arguments) => new RootCommand("Figures for this machine, taken in a real browser.")
    {
        BenchChartsCommand.Create(),
        BenchNotebookCommand.Create(),
        BenchPeopleCommand.Create(),
    }.Parse(arguments).InvokeAsync();
}
