namespace MiniHF.Workspace.Notebooks.Growing;

/// <summary>A growth that this server started or resumed.</summary>
internal sealed record GrowthJob(LiveNotebook Notebook, GrowthId Growth);
