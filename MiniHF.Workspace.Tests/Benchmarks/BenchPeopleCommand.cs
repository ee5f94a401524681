using System.CommandLine;
using System.Globalization;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>The verb <c>bench people</c>: many people in one notebook on one server, over real circuits.</summary>
internal static class BenchPeopleCommand
{
    public static Command Create()
    {
        Option<bool> json = BenchOutput.JsonOption();
        Option<int> people = new("--people") { Description = "How many have the notebook open.", DefaultValueFactory = _ => 50 };
        Option<int> seconds = new("--seconds") { Description = "How long they work.", DefaultValueFactory = _ => 60 };
        people.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < PeopleBenchmark.Fewest or > 500)
            {
                result.AddError($"--people must be between {PeopleBenchmark.Fewest} and 500.");
            }
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 5 or > 3_600)
            {
                result.AddError("--seconds must be between 5 and 3,600.");
            }
        });
        Command command = new("people", "Many people in one notebook, each in a browser of their own.") { json, people, seconds };
        command.SetAction(async (parsed, ct) =>
        {
            PeopleFigures figures = await PeopleBenchmark.RunAsync(
                parsed.GetValue(people), TimeSpan.FromSeconds(parsed.GetValue(seconds)), step => Console.Error.WriteLine($"bench people: {step}"), ct);
            await BenchOutput.WriteAsync(parsed.GetValue(json), figures, Format);
        });
        return command;
    }

    private static string Format(PeopleFigures figures) => string.Create(CultureInfo.InvariantCulture, $"""
        {figures.People} people in one notebook for {figures.Seconds:N0} s: {figures.Writers} write, {figures.Raters} rate, one lets the model grow texts; load {figures.Load:N0}
          somebody's thumb on another page: {figures.ThumbP50Milliseconds:N0} ms p50, {figures.ThumbP95Milliseconds:N0} ms p95
          somebody's word on another page: {figures.WordP50Milliseconds:N0} ms p50, {figures.WordP95Milliseconds:N0} ms p95 ({figures.Changes} changes in all, seen {figures.Observations} times)
          the server: {figures.MegabytesAlone:N0} MB with one person, {figures.MegabytesTogether:N0} MB with all ({figures.MegabytesEach:N1} MB each), {figures.MegabytesAfter:N0} MB at the end; {figures.ServerCores:N2} processors
        """);
}
