using MiniHF.Engine;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Somebody without a role wanted to see a notebook that is closed to the workspace.</summary>
public sealed class ClosedNotebookException() : UserFacingException("This notebook is open only to people its owner invited. Ask for a link.");
