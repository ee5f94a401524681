namespace MiniHF.Workspace.Notebooks.History;

/// <summary>What sort of thing happened: each has its own mark on the slider.</summary>
public enum StepKind
{
    /// <summary>A person's own words.</summary>
    Writing,

    /// <summary>A model writes on.</summary>
    Growing,

    /// <summary>A search for the best way on.</summary>
    Searching,

    /// <summary>A model learns.</summary>
    Tuning,

    /// <summary>Somebody judged something.</summary>
    Rating,

    /// <summary>Cells, settings, pruning, names: what puts things in order.</summary>
    Arranging,

    /// <summary>Somebody read elsewhere, folded or unfolded something. Changes no text.</summary>
    Looking,
}
