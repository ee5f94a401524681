namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>What many people in one notebook take.</summary>
/// <param name="People">Everybody with the notebook open.</param>
/// <param name="Writers">Who type.</param>
/// <param name="Raters">Who thumb texts up and take it back.</param>
/// <param name="Seconds">How long they did.</param>
/// <param name="Changes">Changes that were watched.</param>
/// <param name="Observations">Pages that were watched, over all changes.</param>
/// <param name="ThumbP50Milliseconds">From the click on one page to the frame of another page that shows it.</param>
/// <param name="WordP50Milliseconds">From the key on one page to the frame of another page that shows the word in its tree.</param>
/// <param name="MegabytesAlone">The server's resident memory with one person.</param>
/// <param name="MegabytesTogether">The same with everybody there and nothing done yet.</param>
/// <param name="MegabytesAfter">The same at the end.</param>
/// <param name="ServerCores">Processors the server kept busy while they worked.</param>
/// <param name="Load">The machine's load at the end, over a minute: browsers, server and whatever else runs.</param>
internal sealed record PeopleFigures(
    int People,
    int Writers,
    int Raters,
    double Seconds,
    int Changes,
    int Observations,
    double ThumbP50Milliseconds,
    double ThumbP95Milliseconds,
    double WordP50Milliseconds,
    double WordP95Milliseconds,
    double MegabytesAlone,
    double MegabytesTogether,
    double MegabytesAfter,
    double ServerCores,
    double Load)
{
    /// <summary>Of the server's memory, for each person beyond the first.</summary>
    public double MegabytesEach => (MegabytesTogether - MegabytesAlone) / Math.Max(1, People - 1);
}
