using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>The growths that pages ask for at each rendering, looked for once a state of the growths: a notebook may have thousands behind it.</summary>
public sealed class GrowthsByState
{
    private static readonly ConditionalWeakTable<ImmutableDictionary<GrowthId, Growth>, GrowthsByState> s_known = [];

    private GrowthsByState(ImmutableDictionary<GrowthId, Growth> growths)
    {
        Running = [.. growths.Values.Where(growth => growth.Status == BranchStatus.Growing)];
        Failed = [.. growths.Values.Where(growth => growth.Status == BranchStatus.Failed)];
    }

    /// <summary>Those that the model works on.</summary>
    public IReadOnlyList<Growth> Running { get; }

    /// <summary>Those that ended in an error.</summary>
    public IReadOnlyList<Growth> Failed { get; }

    public static GrowthsByState Of(NotebookState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return s_known.GetValue(state.Growths, static growths => new GrowthsByState(growths));
    }
}
