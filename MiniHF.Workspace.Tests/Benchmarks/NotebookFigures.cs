namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>How one tree feels.</summary>
/// <param name="Branches">Size of the tree.</param>
/// <param name="Depth">Of its levels.</param>
/// <param name="Events">Length of the notebook's stream.</param>
/// <param name="ColdMilliseconds">From the navigation to the frame that shows the tree, the first time after a start of the server.</param>
/// <param name="WarmMilliseconds">The same with the notebook in the server's memory: the median.</param>
/// <param name="OpeningBytes">What the server sends over the connection until then, uncompressed.</param>
/// <param name="EventP50Milliseconds">From the event's commit to the frame that shows its branch.</param>
/// <param name="BytesPerEvent">What the server sends for it, where the branch continues the one that is read: a node and a card.</param>
/// <param name="BytesPerEventElsewhere">What the server sends for a branch that is nowhere to be seen.</param>
/// <param name="ScrollP50Milliseconds">From a scroll by a screen to the frame with the nodes there.</param>
/// <param name="ZoomMilliseconds">From the click to the frame that shows the whole tree.</param>
/// <param name="NodesDrawn">Nodes in the page then.</param>
internal sealed record NotebookFigures(
    int Branches,
    int Depth,
    long Events,
    double ColdMilliseconds,
    double WarmMilliseconds,
    long OpeningBytes,
    double EventP50Milliseconds,
    double EventP95Milliseconds,
    double BytesPerEvent,
    double BytesPerEventElsewhere,
    double ScrollP50Milliseconds,
    double ScrollP95Milliseconds,
    double ZoomMilliseconds,
    int NodesDrawn);
