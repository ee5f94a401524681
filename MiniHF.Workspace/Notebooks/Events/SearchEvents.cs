using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Notebooks.Events;

public sealed record SearchSettingsChanged(CellId Cell, SearchSettings Settings) : NotebookEvent;

/// <param name="Source">What the cell's next search continues; null for what is read in the write cell above.</param>
public sealed record SearchSourceChosen(CellId Cell, SearchSource? Source) : NotebookEvent;

/// <summary>A search was begun. Everything needed to make it again is here.</summary>
/// <param name="Beginning">The engine's first event: parameters, prompt, seed, models and criteria.</param>
/// <param name="Server">The server process that runs it.</param>
public sealed record SearchStarted(
    CellId Cell,
    SearchId Search,
    SearchSource Source,
    SearchSettings Settings,
    MiniHF.Engine.Weave.SearchStarted Beginning,
    Guid Server) : NotebookEvent;

/// <summary>A search that begins where another one stood, under a seed of its own.</summary>
/// <param name="Of">The search copied.</param>
/// <param name="Steps">How many of its steps.</param>
/// <param name="Fork">The engine's event that parts them.</param>
public sealed record SearchForked(
    CellId Cell,
    SearchId Search,
    SearchId Of,
    int Steps,
    MiniHF.Engine.Weave.SearchForked Fork,
    Guid Server) : NotebookEvent;

/// <summary>Continuations were written and judged, and what the search decided on seeing them. A replay calls no model.</summary>
/// <param name="From">How many steps the search had before: steps that do not fit on are not appended.</param>
/// <param name="Steps">To be appended.</param>
public sealed record SearchAdvanced(CellId Cell, SearchId Search, int From, IReadOnlyList<WeaveEvent> Steps, SearchCost Cost) : NotebookEvent;

/// <summary>A person put a thumb on a node of a search, or took it away.</summary>
/// <param name="Strength">What one person's thumb adds to the node's logit, or takes from it, while the search goes on.</param>
public sealed record SearchNodeRated(CellId Cell, SearchId Search, int Node, Thumb Thumb, double Strength) : NotebookEvent;

public sealed record SearchPaused(CellId Cell, SearchId Search) : NotebookEvent;

public sealed record SearchResumed(CellId Cell, SearchId Search, Guid Server) : NotebookEvent;

/// <summary>Somebody ended the search early. Its last steps and its result follow.</summary>
public sealed record SearchStopped(CellId Cell, SearchId Search) : NotebookEvent;

/// <summary>The server that ran it went away.</summary>
public sealed record SearchInterrupted(CellId Cell, SearchId Search) : NotebookEvent;

/// <param name="Reason">One line for the person who asked.</param>
public sealed record SearchFailed(CellId Cell, SearchId Search, string Reason) : NotebookEvent;

/// <summary>The search has its result, which joins the write cell's tree under the branch it began from.</summary>
/// <param name="Branches">The pieces of the result, each after the one it continues.</param>
public sealed record SearchFinished(CellId Cell, SearchId Search, IReadOnlyList<SearchResultBranch> Branches) : NotebookEvent;

/// <summary>A node of a search that became a branch.</summary>
public sealed record SearchResultBranch(int Node, BranchId Branch);

/// <summary>The start of a search was taken back, or done again: its result is put aside, or shown.</summary>
public sealed record SearchPutAside(CellId Cell, SearchId Search, bool PutAside) : NotebookEvent;
