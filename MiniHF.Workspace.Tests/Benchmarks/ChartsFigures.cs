namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>What a run's charts cost.</summary>
/// <param name="Steps">Steps of the run that is looked at, each with every metric.</param>
/// <param name="OpeningMilliseconds">From the request of the run's page to the frame that shows every chart: the first time, and the median of further ones.</param>
/// <param name="FirstBytes">What the charts were first drawn from, all of them together.</param>
/// <param name="TickBytes">What the page is sent for a tick of one step, the protocol around it included.</param>
/// <param name="IdleMilliseconds">Processor time of the server a second, while nothing is measured.</param>
/// <param name="UnwatchedMilliseconds">The same with two ticks a second that nobody looks at.</param>
/// <param name="WatchedMilliseconds">The same with one page that shows every chart.</param>
/// <param name="Load">Processes that ran or wanted to.</param>
internal sealed record ChartsFigures(
    int Steps,
    int Metrics,
    double ColdMilliseconds,
    double OpeningMilliseconds,
    long FirstBytes,
    double TickBytes,
    double IdleMilliseconds,
    double UnwatchedMilliseconds,
    double WatchedMilliseconds,
    double Load);
