using System.Collections.Concurrent;

namespace MiniHF.Engine.Weave;

/// <summary>What a person asks of a search that runs. Heard between two of its steps. Safe to use from any thread.</summary>
public sealed class WeaveControls
{
    private readonly ConcurrentQueue<WeaveEvent> _wishes = new();

    /// <summary>Adds to a node's logit from the next step on; 0 takes that back.</summary>
    public void Steer(int nodeId, double amount)
    {
        if (!double.IsFinite(amount))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "A search is steered by a finite amount.");
        }

        _wishes.Enqueue(new NodeSteered(nodeId, amount));
    }

    /// <summary>Ends the search after the step that runs, with a result of what is there.</summary>
    public void Stop() => _wishes.Enqueue(new SearchStopped());

    internal bool TryTake(WeaveSearch search, out WeaveEvent wish)
    {
        while (_wishes.TryDequeue(out wish!))
        {
            // A thumb on a node the search does not have, or after its end, is nobody's fault and nothing's.
            if (!search.IsFinished && (wish is not NodeSteered steered || (uint)steered.NodeId < (uint)search.Nodes.Length))
            {
                return true;
            }
        }

        return false;
    }
}
