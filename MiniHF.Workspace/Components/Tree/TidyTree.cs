namespace MiniHF.Workspace.Components.Tree;

/// <summary>
/// Rows of a tidy tree: C. Buchheim, M. Jünger, S. Leipert, "Improving Walker's Algorithm to Run in Linear Time" (2002), without recursion,
/// so that a tree as deep as it is large cannot exhaust the stack.
/// </summary>
internal sealed class TidyTree
{
    // Node 0 is an invisible parent of all beginnings; node i + 1 is the caller's node i.
    private readonly int[] _parent;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _previous;
    private readonly int[] _next;
    private readonly int[] _number;
    private readonly int[] _thread;
    private readonly int[] _ancestor;
    private readonly int[] _defaultAncestor;
    private readonly double[] _row;
    private readonly double[] _mod;
    private readonly double[] _change;
    private readonly double[] _shift;

    private TidyTree(IReadOnlyList<int> parents)
    {
        int size = parents.Count + 1;
        _parent = new int[size];
        _first = Filled(size);
        _last = Filled(size);
        _previous = Filled(size);
        _next = Filled(size);
        _number = new int[size];
        _thread = Filled(size);
        _ancestor = [.. Enumerable.Range(0, size)];
        _defaultAncestor = new int[size];
        _row = new double[size];
        _mod = new double[size];
        _change = new double[size];
        _shift = new double[size];
        _parent[0] = -1;
        for (int node = 1; node < size; node++)
        {
            int parent = parents[node - 1] + 1;
            _parent[node] = parent;
            if (_first[parent] < 0)
            {
                _first[parent] = node;
                _defaultAncestor[parent] = node;
            }
            else
            {
                _previous[node] = _last[parent];
                _next[_last[parent]] = node;
                _number[node] = _number[_last[parent]] + 1;
            }

            _last[parent] = node;
        }
    }

    /// <summary>Places nodes given by their parents' indices (−1: none; parents come first, siblings in order).</summary>
    /// <returns>Each node's row, the topmost being 0 and neighbours at least 1 apart, and its level.</returns>
    public static (double[] Rows, int[] Levels) Place(IReadOnlyList<int> parents)
    {
        TidyTree tree = new(parents);
        foreach (int node in tree.ChildrenFirst())
        {
            tree.PlaceAmongSiblings(node);
        }

        double[] rows = new double[parents.Count];
        int[] levels = new int[parents.Count];
        double[] moved = new double[parents.Count + 1];
        for (int node = 1; node <= parents.Count; node++)
        {
            int parent = tree._parent[node];
            moved[node] = moved[parent] + tree._mod[parent];
            rows[node - 1] = tree._row[node] + moved[node];
            levels[node - 1] = parent == 0 ? 0 : levels[parent - 1] + 1;
        }

        double top = rows.Length == 0 ? 0 : rows.Min();
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] -= top;
        }

        return (rows, levels);
    }

    private static int[] Filled(int size)
    {
        int[] array = new int[size];
        Array.Fill(array, -1);
        return array;
    }

    /// <summary>Every child before its parent, earlier siblings (with all below them) before later ones.</summary>
    private IEnumerable<int> ChildrenFirst()
    {
        int node = Deepest(0);
        while (node != 0)
        {
            yield return node;
            node = _next[node] >= 0 ? Deepest(_next[node]) : _parent[node];
        }

        yield return 0;
    }

    private int Deepest(int node)
    {
        while (_first[node] >= 0)
        {
            node = _first[node];
        }

        return node;
    }

    private void PlaceAmongSiblings(int node)
    {
        int before = _previous[node];
        double beside = before >= 0 ? _row[before] + 1 : 0;
        if (_first[node] < 0)
        {
            _row[node] = beside;
        }
        else
        {
            ExecuteShifts(node);
            double middle = (_row[_first[node]] + _row[_last[node]]) / 2;
            _row[node] = before >= 0 ? beside : middle;
            _mod[node] = before >= 0 ? beside - middle : 0;
        }

        if (before >= 0)
        {
            _defaultAncestor[_parent[node]] = Apportion(node, before, _defaultAncestor[_parent[node]]);
        }
    }

    private int NextTop(int node) => _first[node] >= 0 ? _first[node] : _thread[node];

    private int NextBottom(int node) => _last[node] >= 0 ? _last[node] : _thread[node];

    /// <summary>Moves the subtree of a node down until it clears the subtrees of its earlier siblings.</summary>
    private int Apportion(int node, int before, int defaultAncestor)
    {
        int insideBelow = node;
        int outsideBelow = node;
        int insideAbove = before;
        int outsideAbove = _first[_parent[node]];
        double sumInsideBelow = _mod[insideBelow];
        double sumOutsideBelow = _mod[outsideBelow];
        double sumInsideAbove = _mod[insideAbove];
        double sumOutsideAbove = _mod[outsideAbove];
        while (NextBottom(insideAbove) is var nextAbove and >= 0 && NextTop(insideBelow) is var nextBelow and >= 0)
        {
            insideAbove = nextAbove;
            insideBelow = nextBelow;
            outsideAbove = NextTop(outsideAbove);
            outsideBelow = NextBottom(outsideBelow);
            _ancestor[outsideBelow] = node;
            double overlap = _row[insideAbove] + sumInsideAbove - (_row[insideBelow] + sumInsideBelow) + 1;
            if (overlap > 0)
            {
                int ancestor = _parent[_ancestor[insideAbove]] == _parent[node] ? _ancestor[insideAbove] : defaultAncestor;
                MoveSubtree(ancestor, node, overlap);
                sumInsideBelow += overlap;
                sumOutsideBelow += overlap;
            }

            sumInsideAbove += _mod[insideAbove];
            sumInsideBelow += _mod[insideBelow];
            sumOutsideAbove += _mod[outsideAbove];
            sumOutsideBelow += _mod[outsideBelow];
        }

        if (NextBottom(insideAbove) is var above and >= 0 && NextBottom(outsideBelow) < 0)
        {
            _thread[outsideBelow] = above;
            _mod[outsideBelow] += sumInsideAbove - sumOutsideBelow;
        }

        if (NextTop(insideBelow) is var below and >= 0 && NextTop(outsideAbove) < 0)
        {
            _thread[outsideAbove] = below;
            _mod[outsideAbove] += sumInsideBelow - sumOutsideAbove;
            return node;
        }

        return defaultAncestor;
    }

    private void MoveSubtree(int above, int below, double distance)
    {
        double each = distance / (_number[below] - _number[above]);
        _change[below] -= each;
        _shift[below] += distance;
        _change[above] += each;
        _row[below] += distance;
        _mod[below] += distance;
    }

    private void ExecuteShifts(int node)
    {
        double shift = 0;
        double change = 0;
        for (int child = _last[node]; child >= 0; child = _previous[child])
        {
            _row[child] += shift;
            _mod[child] += shift;
            change += _change[child];
            shift += _shift[child] + change;
        }
    }
}
